import { badRequest } from '../errors.js';
import { isObject, type Json, type JsonObject } from '../json.js';
import type { ResourceType } from '../schema/definition.js';
import { refuseMissing } from '../schema/read-resource.js';
import type { ReadOptions } from '../schema/read-value.js';
import { addTo, removeFrom, replaceIn } from './change.js';
import type { PatchOperation } from './operations.js';
import { type PatchPath, parsePath } from './path.js';
import { expandPathless } from './pathless.js';

/**
 * The resource after all operations, in their order. The given one is left as it is, so that a failed operation leaves
 * nothing half done.
 *
 * @throws ScimError 400: invalidPath, noTarget, mutability, invalidValue, invalidFilter.
 */
export function applyPatch(
  type: ResourceType,
  resource: JsonObject,
  operations: readonly PatchOperation[],
  options: ReadOptions,
): JsonObject {
  const patched = structuredClone(resource);
  for (const operation of operations) {
    for (const { op, path, value } of targets(type, patched, operation, options)) {
      applyOne(patched, op, path, value, options);
    }
  }
  try {
    refuseMissing(type.schema.attributes, patched);
  } catch (error) {
    // RFC 7644 3.5.2.2: removing a required attribute is an error of mutability.
    throw badRequest('mutability', (error as Error).message);
  }
  return patched;
}

interface Target {
  op: PatchOperation['op'];
  path: PatchPath;
  value: Json | undefined;
}

function targets(
  type: ResourceType,
  current: JsonObject,
  { op, path, value }: PatchOperation,
  options: ReadOptions,
): Target[] {
  if (path !== undefined) {
    const parsed = parsePath(path, type, options);
    refuseReadOnly(parsed);
    return [{ op, path: parsed, value }];
  }
  if (!isObject(value)) throw badRequest('invalidValue', 'An operation without path takes an object.');
  return expandPathless(type, current, value, options).map((each) => ({ op, ...each }));
}

function refuseReadOnly({ attribute, sub, path }: PatchPath): void {
  if (attribute.mutability === 'readOnly' || sub?.mutability === 'readOnly' || attribute.name === 'schemas') {
    throw badRequest('mutability', `${path} is readOnly.`);
  }
}

function applyOne(
  resource: JsonObject,
  op: Target['op'],
  path: PatchPath,
  value: Json | undefined,
  options: ReadOptions,
): void {
  const holder = holderOf(resource, path);
  if (op === 'add') addTo(holder, path, value, options);
  else if (op === 'replace') replaceIn(holder, path, value, options);
  else removeFrom(holder, path, value, options);
  if (path.extension !== undefined) {
    if (Object.keys(holder).length > 0) resource[path.extension] = holder;
    else delete resource[path.extension];
  }
}

/** The object that has the attribute: the resource, or its extension. */
function holderOf(resource: JsonObject, { extension }: PatchPath): JsonObject {
  if (extension === undefined) return resource;
  const own = Object.hasOwn(resource, extension) ? resource[extension] : undefined;
  return isObject(own) ? own : {};
}
