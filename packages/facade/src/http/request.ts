import { InvalidInputError } from '../errors.js';
import { checkHeader, checkPathValue, kindOf } from './input.js';
import type { CallOptions } from './options.js';
import { redactText } from './redact.js';

/** What we read of the options that a generated function hands to its client. */
export interface Wish {
  /** The path template. */
  readonly url: string;
  readonly path?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
  /** `null` for a body that is text already. */
  readonly bodySerializer?: unknown;
  readonly querySerializer?: QueryStyles;
  readonly security?: readonly Scheme[];
  readonly meta?: { readonly options?: CallOptions | undefined };
}

/** How a list is written, where it is not one parameter per item. */
interface QueryStyles {
  readonly parameters?: Readonly<Record<string, { readonly array?: { readonly explode?: boolean } }>>;
}

/** One of the ways in which an operation takes a credential. */
export interface Scheme {
  readonly type: 'apiKey' | 'http';
  readonly scheme?: 'basic' | 'bearer';
  readonly name?: string;
}

/** By lower-case name. */
export type HeaderRecord = Record<string, string>;

/** The address of a call, each value encoded so that it stays the segment or the parameter it is. */
export function addressOf(baseUrl: string, { url, path = {}, query, querySerializer }: Wish): string {
  const search = query ? queryText(query, querySerializer) : '';
  return baseUrl + (url.includes('{') ? filled(url, path) : url) + (search && `?${search}`);
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
  if (typeof value === 'object') throw new InvalidInputError(`query.${name} must not be ${kindOf(value)}`);
  return encodeURIComponent(String(value));
}

/** Adds headers to a record, later ones in place of earlier ones; `null` takes one out. */
export function mergeHeaders(into: HeaderRecord, headers: Readonly<Record<string, unknown>> = {}): void {
  for (const given of Object.keys(headers)) {
    const value = headers[given];
    const name = given.toLowerCase();
    if (value === null) delete into[name];
    else if (value !== undefined) {
      checkHeader(name, String(value));
      into[name] = String(value).trim();
    }
  }
}

/** What the platform says when no request can be made of what it was given, as bad input; any other error as it is. */
export function unbuilt(error: unknown, secrets: readonly string[]): unknown {
  if (!(error instanceof TypeError || error instanceof URIError)) return error;
  return new InvalidInputError(`the request could not be built: ${redactText(error.message, secrets)}`);
}

export function bodyOf({ body, bodySerializer }: Wish): string | undefined {
  if (body === undefined) return undefined;
  return bodySerializer === null ? String(body) : JSON.stringify(body);
}
