import { InvalidInputError } from '../errors.js';
import { kindOf } from '../util/check.js';

const DEEPEST = 100;

/**
 * A body as JSON. JSON.stringify alone writes null for NaN, nothing for a function, and half a character as it is; what it
 * would change is refused here.
 * @throws InvalidInputError that says where, and not what.
 */
export function jsonText(body: unknown): string {
  check(body, '', 0);
  return JSON.stringify(body);
}

/** The check alone, for a body that somebody else writes. */
export function checkJson(body: unknown): void {
  check(body, '', 0);
}

function check(value: unknown, path: string, depth: number): void {
  switch (typeof value) {
    case 'string':
      if (!wellFormed(value)) throw refused(path, 'half a character (a lone surrogate)');
      return;
    case 'number':
      if (!Number.isFinite(value)) throw refused(path, String(value));
      return;
    case 'boolean':
      return;
    case 'object':
      break;
    default:
      throw refused(path, kindOf(value));
  }
  if (value === null) return;
  if (depth > DEEPEST) throw refused(path, `a value that is nested deeper than ${DEEPEST}, or holds itself`);
  if (Array.isArray(value)) {
    for (let at = 0; at < value.length; at += 1) check(value[at], `${path}[${at}]`, depth + 1);
    return;
  }
  const prototype = Object.getPrototypeOf(value);
  const plain = prototype === null || Object.getPrototypeOf(prototype) === null;
  if (!plain || typeof (value as { toJSON?: unknown }).toJSON === 'function') {
    throw refused(path, `an object of the class ${prototype?.constructor?.name ?? 'unknown'}`);
  }
  for (const name of Object.keys(value)) {
    const member = (value as Record<string, unknown>)[name];
    // A field that is undefined is left out, as callers expect.
    if (member === undefined) continue;
    if (!wellFormed(name)) throw refused(path, 'a name with half a character (a lone surrogate)');
    check(member, path ? `${path}.${name}` : name, depth + 1);
  }
}

function wellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}

function refused(path: string, what: string): InvalidInputError {
  return new InvalidInputError(
    `${path || 'the body'} holds ${what}, which JSON cannot carry; nothing was sent`,
  );
}
