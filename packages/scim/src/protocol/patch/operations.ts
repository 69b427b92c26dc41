import { badRequest } from '../errors.js';
import { isObject, type Json, type JsonObject } from '../json.js';
import type { ProtocolLimits } from '../limits.js';
import type { Quirks } from '../quirks.js';

export const PATCH_SCHEMA = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';

export interface PatchOperation {
  op: 'add' | 'replace' | 'remove';
  /** As the client wrote it; absent for an operation on the whole resource. */
  path?: string;
  value?: Json;
}

const OPS = ['add', 'replace', 'remove'] as const;

/**
 * Reads the body of a PATCH: RFC 7644 3.5.2.
 *
 * @throws ScimError 400 invalidSyntax: not a PatchOp, an op that there is not; 400 tooMany: over `limits`.
 */
export function readOperations(body: Json, quirks: Quirks, limits: ProtocolLimits): PatchOperation[] {
  if (!isObject(body)) throw badRequest('invalidSyntax', 'The body is not a JSON object.');
  const schemas = member(body, 'schemas');
  const isPatch =
    Array.isArray(schemas) &&
    schemas.some((each) => typeof each === 'string' && each.toLowerCase() === PATCH_SCHEMA.toLowerCase());
  if (!isPatch) throw badRequest('invalidSyntax', `schemas does not name ${PATCH_SCHEMA}.`);
  const operations = member(body, 'operations');
  if (!Array.isArray(operations) || operations.length === 0) {
    throw badRequest('invalidSyntax', 'Operations is missing or empty.');
  }
  if (operations.length > limits.patchOperations) {
    throw badRequest('tooMany', `A PATCH takes ${limits.patchOperations} operations at most.`);
  }
  return operations.map((each, at) => readOperation(each, `Operations[${at}]`, quirks));
}

function readOperation(sent: Json, at: string, quirks: Quirks): PatchOperation {
  if (!isObject(sent)) throw badRequest('invalidSyntax', `${at} is not an object.`);
  const written = member(sent, 'op');
  const folded = typeof written === 'string' && quirks.operationCase ? written.toLowerCase() : written;
  const op = OPS.find((each) => each === folded);
  if (!op) throw badRequest('invalidSyntax', `${at}.op is not add, replace or remove.`);
  const path = member(sent, 'path');
  if (path !== undefined && path !== null && typeof path !== 'string') {
    throw badRequest('invalidPath', `${at}.path is not a string.`);
  }
  const value = member(sent, 'value');
  const hasPath = typeof path === 'string' && path.trim() !== '';
  if (!hasPath && op === 'remove') throw badRequest('noTarget', `${at} removes, but names no path.`);
  if (!hasPath && !isObject(value)) {
    throw badRequest('invalidValue', `${at} has no path, so its value must be an object.`);
  }
  if (op === 'add' && value === undefined) throw badRequest('invalidValue', `${at} adds, but has no value.`);
  return { op, ...(hasPath && { path }), ...(value !== undefined && { value }) };
}

const member = (object: JsonObject, name: string): Json | undefined => {
  const key = Object.keys(object).find((each) => each.toLowerCase() === name);
  return key === undefined ? undefined : object[key];
};
