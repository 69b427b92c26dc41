import { badRequest, ScimError } from '../protocol/errors.js';
import { isObject, type Json, type JsonObject } from '../protocol/json.js';

const BULK_REQUEST = 'urn:ietf:params:scim:api:messages:2.0:BulkRequest';
const METHODS = ['POST', 'PUT', 'PATCH', 'DELETE'];

/** One operation of a Bulk: RFC 7644 3.7. */
export interface BulkOperation {
  method: string;
  /** Relative to the base: `/Users`, `/Users/U1`, `/Users/bulkId:kim`. */
  path: string;
  bulkId?: string;
  /** What the resource has to be at, as If-Match says it. */
  version?: string;
  data?: Json;
}

export interface Bulk {
  operations: BulkOperation[];
  /** After how many errors it stops; undefined: it goes on to the end. */
  failOnErrors?: number;
}

/**
 * Reads the body of a Bulk whole, before anything of it is done.
 *
 * @throws ScimError 400 invalidSyntax; 413 for more operations than `maxOperations`.
 */
export function readBulk(body: Json, maxOperations: number): Bulk {
  if (!isObject(body) || !Array.isArray(body.schemas) || !body.schemas.includes(BULK_REQUEST)) {
    throw badRequest('invalidSyntax', `The body is no BulkRequest: schemas does not name ${BULK_REQUEST}.`);
  }
  const { Operations: sent, failOnErrors } = body;
  if (!Array.isArray(sent) || sent.length === 0) {
    throw badRequest('invalidSyntax', 'Operations is missing or empty.');
  }
  if (sent.length > maxOperations) {
    throw new ScimError(413, `A Bulk takes maxOperations of ${maxOperations}; this one has ${sent.length}.`);
  }
  if (failOnErrors !== undefined && !isCount(failOnErrors)) {
    throw badRequest('invalidSyntax', 'failOnErrors takes an integer from 1.');
  }
  const operations = sent.map((each, at) => readOperation(each, `Operations[${at}]`));
  const ids = operations.flatMap(({ bulkId }) => bulkId ?? []);
  if (new Set(ids).size < ids.length) throw badRequest('invalidSyntax', 'Two operations have one bulkId.');
  return { operations, ...(failOnErrors !== undefined && { failOnErrors }) };
}

const isCount = (value: Json): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value > 0;

function readOperation(sent: Json, at: string): BulkOperation {
  if (!isObject(sent)) throw badRequest('invalidSyntax', `${at} is not an object.`);
  const method = textOf(sent, 'method', at)?.toUpperCase() ?? '';
  if (!METHODS.includes(method)) {
    throw badRequest('invalidSyntax', `${at}.method is one of ${METHODS.join(', ')}.`);
  }
  const path = textOf(sent, 'path', at);
  if (!path?.startsWith('/')) throw badRequest('invalidSyntax', `${at}.path is an address such as /Users.`);
  const bulkId = textOf(sent, 'bulkId', at);
  if (method === 'POST' && !bulkId) throw badRequest('invalidSyntax', `${at} is a POST and has no bulkId.`);
  if (method !== 'DELETE' && sent.data === undefined) {
    throw badRequest('invalidSyntax', `${at}.data is missing.`);
  }
  const version = textOf(sent, 'version', at);
  return {
    method,
    path,
    ...(bulkId !== undefined && { bulkId }),
    ...(version !== undefined && { version }),
    ...(sent.data !== undefined && { data: sent.data }),
  };
}

function textOf(sent: JsonObject, name: string, at: string): string | undefined {
  const value = sent[name];
  if (value === undefined || value === null || typeof value === 'string') return value ?? undefined;
  throw badRequest('invalidSyntax', `${at}.${name} takes a string.`);
}
