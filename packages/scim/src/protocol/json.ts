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
 * Reads a body. Its depth is counted on the text, before any parser recurses.
 *
 * @throws ScimError 400 invalidSyntax.
 */
export function parseJson(text: string, maxDepth: number): Json {
  refuseDepth(text, maxDepth);
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw badRequest('invalidSyntax', 'The body is not JSON.');
  }
}

function refuseDepth(text: string, maxDepth: number): void {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at];
    if (inString) {
      if (char === '\\') at += 1;
      else if (char === '"') inString = false;
    } else if (char === '"') inString = true;
    else if (char === '{' || char === '[') {
      depth += 1;
      if (depth > maxDepth)
        throw badRequest('invalidSyntax', `The body nests more than ${maxDepth} levels deep.`);
    } else if (char === '}' || char === ']') depth -= 1;
  }
}
