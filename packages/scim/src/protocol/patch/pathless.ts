import { badRequest } from '../errors.js';
import { isObject, isPrototypeName, isUnassigned, type Json, type JsonObject } from '../json.js';
import { didYouMean } from '../nearest.js';
import type { ResourceType } from '../schema/definition.js';
import type { ReadOptions } from '../schema/read-value.js';
import { resolveAttribute } from '../schema/resolve.js';
import type { PatchPath } from './path.js';

/**
 * What an operation without path sets, attribute by attribute. Whole resources come back here (authentik, Okta's groups),
 * so readOnly attributes are left alone, except an `id` that is another's.
 *
 * @throws ScimError 400: invalidPath for a name that no schema has, mutability for another id.
 */
export function expandPathless(
  type: ResourceType,
  current: JsonObject,
  value: JsonObject,
  options: ReadOptions,
): { path: PatchPath; value: Json }[] {
  return Object.entries(value).flatMap(([name, own]) => {
    const extension = type.extensions.find(({ id }) => id.toLowerCase() === name.toLowerCase());
    if (extension) {
      if (!isObject(own)) throw badRequest('invalidValue', `${extension.id} takes an object.`);
      return Object.entries(own).map(([inner, innerValue]) => ({
        path: found(type, `${extension.id}:${inner}`, options),
        value: innerValue,
      }));
    }
    if (isUnassigned(own) && !isPrototypeName(name) && !resolveAttribute(type, name, true)) return [];
    const path = found(type, name, options);
    if (path.path === 'id' && own !== current.id) throw badRequest('mutability', 'id is readOnly.');
    const isReadOnly =
      path.attribute.mutability === 'readOnly' ||
      path.sub?.mutability === 'readOnly' ||
      path.path === 'schemas';
    return isReadOnly ? [] : [{ path, value: own }];
  });
}

function found(type: ResourceType, name: string, { quirks }: ReadOptions): PatchPath {
  const path = resolveAttribute(type, name, quirks.looseComplex);
  // Entra's compatibility flag writes `name.givenName` as a name. A URN has dots of its own.
  if (path && (!path.sub || quirks.dottedKeys)) return path;
  throw badRequest(
    'invalidPath',
    `No attribute is called ${JSON.stringify(name.slice(0, 200))}.${didYouMean(type, name)}`,
  );
}
