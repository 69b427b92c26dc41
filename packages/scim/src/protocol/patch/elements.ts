import { badRequest } from '../errors.js';
import type { Filter } from '../filter/ast.js';
import { matchesValue } from '../filter/evaluate.js';
import { isObject, isUnassigned, type Json, type JsonObject } from '../json.js';
import { type ReadOptions, readValue } from '../schema/read-value.js';
import { demoteOthers, isSame } from './merge.js';
import type { PatchPath } from './path.js';

/** `add` and `replace` on chosen values of a multi-valued attribute, or on a sub-attribute of them. */
export function changeElements(
  holder: JsonObject,
  path: PatchPath,
  value: Json | undefined,
  op: 'add' | 'replace',
  options: ReadOptions,
): void {
  const { attribute, sub, where } = path;
  const current = holder[attribute.name];
  let list: Json[] = Array.isArray(current) ? [...current] : [];
  const chosen = list.flatMap((each, at) => (!where || matchesValue(where, each) ? [at] : []));
  const read = sub
    ? readValue(sub, value, path.path, options)
    : readValue({ ...attribute, multiValued: false }, value, path.path, options);
  if (chosen.length === 0) {
    // Replacing nothing by nothing: what was asked for is so already.
    if (read === undefined) return;
    const base = options.quirks.createMissing ? (where ? described(where) : {}) : undefined;
    if (!base) throw badRequest('noTarget', `No value of ${attribute.name} fulfils the filter of the path.`);
    chosen.push(list.push(base) - 1);
  }
  // A replaced value still is the one that the filter names, so that saying it twice does the same.
  const implied = where && described(where);
  for (const at of chosen) {
    const before = list[at];
    if (!isObject(before)) continue;
    list[at] = sub
      ? setSub(before, path, read)
      : op === 'add' || !isObject(read)
        ? { ...before, ...(read as JsonObject | undefined) }
        : { ...implied, ...refuseImmutable(path, before, read) };
  }
  const promoted = chosen.filter((at) => isObject(list[at]) && (list[at] as JsonObject).primary === true);
  const last = promoted.at(-1);
  const sets = sub ? sub.name === 'primary' && read === true : isObject(read) && read.primary === true;
  if (sets && promoted.length > 1)
    throw badRequest('invalidValue', `One value of ${attribute.name} at most can be primary.`);
  if (last !== undefined && (sets || promoted.length > 0)) list = demoteOthers(list, last);
  store(holder, attribute.name, list);
}

function setSub(before: JsonObject, path: PatchPath, read: Json | undefined): JsonObject {
  const { sub } = path;
  if (!sub) return before;
  if (sub.mutability === 'immutable' && before[sub.name] !== undefined && before[sub.name] !== read) {
    throw badRequest('mutability', `${path.path} is immutable; remove the value and add another.`);
  }
  const { [sub.name]: _, ...rest } = before;
  return read === undefined ? rest : { ...rest, [sub.name]: read };
}

function refuseImmutable(path: PatchPath, before: JsonObject, read: JsonObject): JsonObject {
  for (const { name, mutability } of path.attribute.subAttributes ?? []) {
    const isChanged = before[name] !== undefined && read[name] !== undefined && before[name] !== read[name];
    if (mutability === 'immutable' && isChanged) {
      throw badRequest('mutability', `${path.path}.${name} is immutable; remove the value and add another.`);
    }
  }
  return read;
}

/**
 * The value that a filter describes, so that Entra's `emails[type eq "work"].value` can make it: what it says is equal.
 * Undefined where the filter says anything else.
 */
function described(filter: Filter): JsonObject | undefined {
  if (filter.kind === 'compare' && filter.operator === 'eq' && filter.attribute.sub) {
    return { [filter.attribute.sub.name]: filter.value };
  }
  if (filter.kind !== 'and') return undefined;
  const parts = filter.of.map((each) => described(each));
  return parts.every((part) => part !== undefined) ? Object.assign({}, ...parts) : undefined;
}

/** `remove`: chosen values, or a sub-attribute of them, or the values that the client lists, or all. */
export function removeElements(
  holder: JsonObject,
  path: PatchPath,
  value: Json | undefined,
  options: ReadOptions,
): void {
  const current = holder[path.attribute.name];
  const list = Array.isArray(current) ? current : [];
  store(holder, path.attribute.name, remaining(list, path, value, options));
}

function remaining(list: Json[], path: PatchPath, value: Json | undefined, options: ReadOptions): Json[] {
  const { attribute, sub, where } = path;
  const isChosen = (each: Json) => !where || matchesValue(where, each);
  if (sub) return list.flatMap((each) => (isObject(each) && isChosen(each) ? without(each, path) : [each]));
  if (where) return list.filter((each) => !isChosen(each));
  // An empty list of values removes none of them; null says nothing, as if it were not there.
  if (value === undefined || value === null) return [];
  const listed = readValue(attribute, value, path.path, options);
  const gone = isUnassigned(listed) ? [] : (listed as Json[]);
  return list.filter((each) => !gone.some((one) => isSame(attribute, one, each)));
}

function without(each: JsonObject, path: PatchPath): JsonObject[] {
  if (path.sub?.mutability === 'immutable') {
    throw badRequest('mutability', `${path.path} is immutable; remove the whole value.`);
  }
  const rest = setSub(each, path, undefined);
  return Object.keys(rest).length > 0 ? [rest] : [];
}

function store(holder: JsonObject, name: string, list: Json[]): void {
  if (list.length > 0) holder[name] = list;
  else delete holder[name];
}
