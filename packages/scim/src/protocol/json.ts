import { badRequest } from './errors.js';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Names that reach an object's prototype. No attribute of SCIM is called like this. */
const PROTOTYPE_NAMES = new Set(['__proto__', 'constructor', 'prototype']);

export const isPrototypeName = (name: string): boolean => PROTOTYPE_NAMES.has(name.toLowerCase());

/** Nothing, by RFC 7643 2.5: null, an empty list and an absent attribute are the same. */
export const isUnassigned = (value: unknown): value is undefined | null | [] =>
  value === undefined || value === null || (Array.isArray(value) && value.length === 0);

/**
 * Reads a body. Its depth is counted on the text, before any parser recurses. A name that comes twice in one object is
 * refused, in whatever case of letters (RFC 7643 2.1): a parser would keep the last without a word.
 *
 * @throws ScimError 400 invalidSyntax.
 */
export function parseJson(text: string, maxDepth: number): Json {
  refuseDepth(text, maxDepth);
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch {
    throw badRequest('invalidSyntax', 'The body is not JSON.');
  }
  refuseTwice(text);
  return value;
}

function refuseDepth(text: string, maxDepth: number): void {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at];
    if (char === '"') at = endOfString(text, at);
    else if (char === '{' || char === '[') {
      depth += 1;
      if (depth > maxDepth)
        throw badRequest('invalidSyntax', `The body nests more than ${maxDepth} levels deep.`);
    } else if (char === '}' || char === ']') depth -= 1;
  }
}

/** The text is JSON: a string before a colon is a name of the object that was opened last. */
function refuseTwice(text: string): void {
  const open: Set<string>[] = [];
  const colon = /\s*:/y;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at];
    if (char === '{' || char === '[') open.push(new Set());
    else if (char === '}' || char === ']') open.pop();
    else if (char === '"') {
      const start = at;
      at = endOfString(text, at);
      colon.lastIndex = at + 1;
      if (colon.test(text)) refuseKnown(open.at(-1), JSON.parse(text.slice(start, at + 1)) as string);
    }
  }
}

function refuseKnown(names: Set<string> | undefined, name: string): void {
  const folded = name.toLowerCase();
  if (names?.has(folded)) {
    const shown = JSON.stringify(name.slice(0, 100));
    throw badRequest('invalidSyntax', `The body names ${shown} twice in one object; send it once.`);
  }
  names?.add(folded);
}

/** Where the string ends that starts at `at`: its last quote, or the end of a text that is no JSON. */
function endOfString(text: string, at: number): number {
  for (let end = at + 1; end < text.length; end += 1) {
    if (text[end] === '\\') end += 1;
    else if (text[end] === '"') return end;
  }
  return text.length;
}
