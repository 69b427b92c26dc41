import { badRequest } from '../errors.js';
import { isObject, isUnassigned, type Json, type JsonObject } from '../json.js';
import { type ReadOptions, readValue } from '../schema/read-value.js';
import { changeElements, removeElements } from './elements.js';
import { mergeValues } from './merge.js';
import type { PatchPath } from './path.js';

/** Whether a path means values of a multi-valued attribute, and not the attribute as a whole. */
const choosesElements = ({ attribute, sub, where }: PatchPath): boolean =>
  where !== undefined || (sub !== undefined && attribute.multiValued);

/** What `add` does: sets what is single, merges into what is complex, joins to what is multi-valued. */
export function addTo(
  holder: JsonObject,
  path: PatchPath,
  value: Json | undefined,
  options: ReadOptions,
): void {
  if (choosesElements(path)) changeElements(holder, path, value, 'add', options);
  else if (path.sub) setSub(holder, path, value, options);
  else addWhole(holder, path, readValue(path.attribute, value, path.path, options));
}

function addWhole(holder: JsonObject, path: PatchPath, read: Json | undefined): void {
  const { attribute } = path;
  const current = holder[attribute.name];
  if (read === undefined) return;
  if (attribute.multiValued) {
    holder[attribute.name] = mergeValues(attribute, Array.isArray(current) ? current : [], read as Json[]);
  } else if (isObject(read) && isObject(current)) {
    holder[attribute.name] = { ...current, ...read };
  } else set(holder, path, read);
}

/** What `replace` does; replacing by nothing removes (RFC 7643 2.5). */
export function replaceIn(
  holder: JsonObject,
  path: PatchPath,
  value: Json | undefined,
  options: ReadOptions,
): void {
  if (choosesElements(path)) changeElements(holder, path, value, 'replace', options);
  else if (path.sub) setSub(holder, path, value, options);
  else replaceWhole(holder, path, value, readValue(path.attribute, value, path.path, options));
}

function replaceWhole(
  holder: JsonObject,
  path: PatchPath,
  sent: Json | undefined,
  read: Json | undefined,
): void {
  const { attribute } = path;
  if (attribute.multiValued && read !== undefined) {
    holder[attribute.name] = mergeValues(attribute, [], read as Json[]);
  } else if (isObject(sent) && !attribute.multiValued) replaceComplex(holder, path, sent, read);
  else set(holder, path, read);
}

/** RFC 7644 3.5.2.3: of a complex attribute, the named sub-attributes are replaced and the others stay. */
function replaceComplex(
  holder: JsonObject,
  { attribute }: PatchPath,
  sent: JsonObject,
  read: Json | undefined,
): void {
  const current = holder[attribute.name];
  const merged: JsonObject = { ...(isObject(current) ? current : {}) };
  const named = new Set(Object.keys(sent).map((name) => name.toLowerCase()));
  for (const { name } of attribute.subAttributes ?? []) {
    if (named.has(name.toLowerCase())) delete merged[name];
  }
  Object.assign(merged, isObject(read) ? read : {});
  if (Object.keys(merged).length > 0) holder[attribute.name] = merged;
  else delete holder[attribute.name];
}

/** What `remove` does. With a value, only what equals it goes: Entra, authentik, midPoint. */
export function removeFrom(
  holder: JsonObject,
  path: PatchPath,
  value: Json | undefined,
  options: ReadOptions,
): void {
  if (path.where || path.attribute.multiValued) removeElements(holder, path, value, options);
  else if (path.sub) setSub(holder, path, undefined, options);
  else set(holder, path, undefined);
}

function setSub(holder: JsonObject, path: PatchPath, value: Json | undefined, options: ReadOptions): void {
  const { attribute, sub } = path;
  if (!sub) return;
  const current = holder[attribute.name];
  const object: JsonObject = isObject(current) ? { ...current } : {};
  const read = readValue(sub, value, path.path, options);
  if (read === undefined) delete object[sub.name];
  else object[sub.name] = read;
  if (Object.keys(object).length > 0) holder[attribute.name] = object;
  else delete holder[attribute.name];
}

function set(holder: JsonObject, { attribute, path }: PatchPath, value: Json | undefined): void {
  const current = holder[attribute.name];
  if (attribute.mutability === 'immutable' && !isUnassigned(current) && current !== value) {
    throw badRequest('mutability', `${path} is immutable and has a value.`);
  }
  if (value === undefined) delete holder[attribute.name];
  else holder[attribute.name] = value;
}
