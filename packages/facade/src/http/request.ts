import { InvalidInputError } from '../errors.js';
import { checkPathValue, kindOf } from '../util/check.js';
import { type Secrets, secretsIn } from './errors/call-secrets.js';
import { redactText } from './errors/redact.js';
import { mergeHeaders } from './headers.js';
import { jsonText } from './json-text.js';
import type { Bytes, HeaderRecord, SecretNames, SecurityScheme } from './types.js';

/** What a generated function says of one call: its operation, and the caller's parameters. */
export interface OperationOptions {
  /** The path template. */
  readonly url: string;
  /** Where the server itself said that it is: a path in place of the filled template. */
  readonly at?: string;
  readonly path?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
  /** `null` for a body that is text already. */
  readonly bodySerializer?: unknown;
  readonly querySerializer?: QueryStyles;
  readonly security?: readonly SecurityScheme[];
}

/** How a list is written, where it is not one parameter per item. */
interface QueryStyles {
  readonly parameters?: Readonly<Record<string, { readonly array?: { readonly explode?: boolean } }>>;
}

/** A request before its credential. */
export interface UnsignedRequest {
  readonly method: string;
  readonly url: string;
  /** The path template, by which the spec's facts are found. */
  readonly template: string;
  readonly headers: HeaderRecord;
  readonly body?: string | Bytes | undefined;
  /** The secrets in the body and in the address. */
  readonly secrets: readonly string[];
  readonly security: readonly SecurityScheme[] | undefined;
}

/** Where all calls of a client go, and with which headers. */
export interface RequestBase {
  readonly baseUrl: string;
  readonly headers: HeaderRecord;
  readonly secretNames: SecretNames;
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD'] as const;

/** Stands where a generated function expects a client, and sends nothing: makes the request of what the function hands to it. */
export function requestMaker(base: RequestBase): object {
  const make = (method: string) => (operation: OperationOptions) => requestOf(method, operation, base);
  return Object.fromEntries(METHODS.map((method) => [method.toLowerCase(), make(method)]));
}

/** Makes a request of plain data. @throws InvalidInputError for a value that no request can carry. */
function requestOf(
  method: string,
  operation: OperationOptions,
  { baseUrl, headers: base, secretNames }: RequestBase,
): UnsignedRequest {
  const { url: template, security } = operation;
  const secrets = secretsIn(operation, secretNames);
  try {
    const headers = { ...base };
    if (operation.headers) mergeHeaders(headers, operation.headers);
    const url = addressOf(baseUrl, operation);
    return { method, url, template, headers, body: bodyOf(operation), secrets, security };
  } catch (error) {
    throw unbuilt(error, { values: secrets, names: secretNames });
  }
}

/** The address of a call, each value encoded so that it stays the segment or the parameter it is. */
export function addressOf(
  baseUrl: string,
  { url, at, path = {}, query, querySerializer }: OperationOptions,
): string {
  const search = query ? queryText(query, querySerializer) : '';
  return baseUrl + (at ?? (url.includes('{') ? filled(url, path) : url)) + (search && `?${search}`);
}

function filled(url: string, path: Readonly<Record<string, unknown>>): string {
  return url.replace(/\{(\w+)\}/g, (_, name: string) => {
    checkPathValue(name, path[name]);
    return encodeURIComponent(String(path[name]));
  });
}

function queryText(query: Readonly<Record<string, unknown>>, styles: QueryStyles | undefined): string {
  const parts: string[] = [];
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined || value === null) continue;
    const list = (Array.isArray(value) ? value : [value]).map((item) => encoded(name, item));
    if (styles?.parameters?.[name]?.array?.explode === false) parts.push(`${name}=${list.join(',')}`);
    else for (const item of list) parts.push(`${name}=${item}`);
  }
  return parts.join('&');
}

function encoded(name: string, value: unknown): string {
  const carried = ['string', 'boolean', 'bigint'].includes(typeof value) || Number.isFinite(value);
  if (!carried) throw new InvalidInputError(`query.${name} must not be ${kindOf(value)}`);
  return encodeURIComponent(String(value));
}

/** What the platform says when no request can be made of what it was given, as bad input; any other error as it is. */
export function unbuilt(error: unknown, secrets: Secrets): unknown {
  if (!(error instanceof TypeError || error instanceof URIError)) return error;
  return new InvalidInputError(`the request could not be built: ${redactText(error.message, secrets)}`);
}

function bodyOf({ body, bodySerializer }: OperationOptions): string | undefined {
  if (body === undefined) return undefined;
  return bodySerializer === null ? String(body) : jsonText(body);
}
