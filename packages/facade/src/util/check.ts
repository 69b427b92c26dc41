import { InvalidInputError } from '../errors.js';

/**
 * Refuses a path value that cannot be one segment: a URL parser folds `.` and `..`, even encoded, into the parent
 * path, so that DELETE /users/.. would reach another resource.
 */
export function checkPathValue(name: string, value: unknown): void {
  const text = typeof value === 'number' && Number.isFinite(value) ? String(value) : value;
  if (typeof text === 'bigint') return;
  if (typeof text !== 'string')
    throw new InvalidInputError(`${name} must be a string or a number, not ${kindOf(value)}`);
  if (text === '') throw new InvalidInputError(`${name} must not be empty`);
  const folded = text.replaceAll(/%2e/gi, '.');
  if (folded === '.' || folded === '..') {
    throw new InvalidInputError(
      `${name} must not be '${text}': an address cannot carry it as a path segment`,
    );
  }
  if (/\p{Surrogate}/u.test(text)) {
    throw new InvalidInputError(`${name} holds half a character (a lone surrogate) that cannot be encoded`);
  }
}

/** Refuses anything but a positive whole number, for vendors whose ids are numbers. */
export function checkNumericId(name: string, value: unknown): asserts value is number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) {
    throw new InvalidInputError(`${name} must be a whole number, not ${shownId(value)}`);
  }
}

function shownId(value: unknown): string {
  if (typeof value !== 'string') return kindOf(value);
  const text = `'${value.slice(0, 100)}'`;
  return /^\d+$/.test(value)
    ? `the text ${text}: write Number(${text})`
    : `${text} (a name? look its id up first)`;
}

/** Refuses what names no record by its id, such as a role's name or its bare number. */
export function checkReference(name: string, value: unknown): asserts value is { readonly id: number } {
  if (value === undefined || value === null) {
    throw new InvalidInputError(
      `${name} is required, as { id: … }; provision takes names instead. Nothing was sent`,
    );
  }
  if (typeof value !== 'object') {
    const shown = typeof value === 'string' ? `'${value.slice(0, 100)}'` : kindOf(value);
    throw new InvalidInputError(`${name} must be { id: … }, not ${shown}; provision takes names instead`);
  }
  checkNumericId(`${name}.id`, (value as { id?: unknown }).id);
}

/** Refuses a header that no HTTP message can carry, naming it and not its value. */
export function checkHeader(name: string, value: string): void {
  if (!/^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(name)) throw new InvalidInputError('a header name is not valid');
  if (!/^[\t\x20-\x7e\x80-\xff]*$/.test(value)) {
    throw new InvalidInputError(`header ${name} holds a character that no header can carry`);
  }
}

/** Refuses what names nobody: a lookup by it would find nothing, or everything. */
export function checkName(name: string, value: unknown): asserts value is string {
  if (typeof value === 'string' && value !== '') return;
  throw new InvalidInputError(
    `${name} must be a text, not ${value === '' ? 'an empty one' : kindOf(value)}; nothing was sent`,
  );
}

/** Refuses what is no list, such as the one name that should stand in it; undefined is as good as an empty one. */
export function checkList(name: string, value: unknown): void {
  if (value !== undefined && !Array.isArray(value))
    throw new InvalidInputError(`${name} must be a list, not ${kindOf(value)}; nothing was sent`);
}

/** Refuses a patch that changes nothing, which a vendor answers like one that did. */
export function checkPatch(patch: unknown, what = 'patch'): void {
  checkRequired(what, patch, []);
  if (Object.values(patch as object).every((value) => value === undefined))
    throw new InvalidInputError(`${what} holds nothing to change; nothing was sent`);
}

/** Refuses a missing or empty required field before anything is sent. */
export function checkRequired(what: string, input: unknown, fields: readonly string[]): void {
  if (input === null || typeof input !== 'object' || Array.isArray(input)) {
    throw new InvalidInputError(`${what} must be an object, not ${kindOf(input)}`);
  }
  for (const field of fields) {
    const value = (input as Record<string, unknown>)[field];
    if (value === undefined || value === null || value === '')
      throw new InvalidInputError(`${what}.${field} is required; nothing was sent`);
  }
}

export function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'number' ? String(value) : typeof value;
}

/** The text of a `URL` object, also of one that another realm made (Jest, vm); anything else as it is. */
export function urlText(given: unknown): unknown {
  return Object.prototype.toString.call(given) === '[object URL]' ? (given as URL).href : given;
}

/** A list of field names as one query parameter, as QRadar and Qlik take it. */
export function fieldList(fields: readonly string[] | undefined): { fields?: string } {
  if (fields === undefined) return {};
  if (!Array.isArray(fields) || fields.length === 0) {
    throw new InvalidInputError('fields must be a list of at least one field name, or be left out');
  }
  const wrong = fields.findIndex((field: unknown) => typeof field !== 'string' || field.trim() === '');
  if (wrong >= 0) {
    const given: unknown = fields[wrong];
    throw new InvalidInputError(
      `fields[${wrong}] must be a field's name, not ${typeof given === 'string' ? 'an empty text' : kindOf(given)}; nothing was sent`,
    );
  }
  return { fields: fields.join(',') };
}
