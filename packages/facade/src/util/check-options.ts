import { InvalidInputError } from '../errors.js';
import { kindOf } from './check.js';
import { LONGEST_TIMER_MS } from './clock.js';
import { nearestName } from './nearest-name.js';

/** Says what a value must be when it is not: `a whole number from 1`. Undefined when it is. */
export type Rule = (value: unknown) => string | undefined;

/** One rule for each name that an options object may have. */
export type Rules<Options> = { readonly [Name in keyof Options]-?: Rule };

/**
 * The one check of every options object: each name is known, and each value is of its kind and in its range. What is
 * undefined is as good as left out. `path` stands before the names in the error, such as `retry.`; `elsewhere` says of
 * names that other programs have where they belong here.
 * @throws InvalidInputError that names the option and what it must be, or the nearest name that there is.
 */
export function checkOptions(
  what: string,
  options: unknown,
  rules: Readonly<Record<string, Rule>>,
  path = '',
  elsewhere: Readonly<Record<string, string>> = {},
): void {
  if (options === undefined) return;
  if (options === null || typeof options !== 'object' || Array.isArray(options)) {
    throw new InvalidInputError(`${what} must be an object, not ${kindOf(options)}`);
  }
  for (const name of Object.keys(options)) {
    const value = (options as Record<string, unknown>)[name];
    if (!Object.hasOwn(rules, name)) {
      throw Object.hasOwn(elsewhere, name)
        ? new InvalidInputError(`${what}: there is no '${name}'; ${elsewhere[name]}`)
        : unknownName(what, name, Object.keys(rules));
    }
    const expected = value === undefined ? undefined : rules[name]?.(value);
    if (expected) throw new InvalidInputError(`${path}${name} must be ${expected}, not ${shownValue(value)}`);
  }
}

/** The error for a name that is not known, with the nearest that is. */
export function unknownName(
  what: string,
  name: string,
  known: readonly string[],
  hint = '',
): InvalidInputError {
  const near = nearestName(name, known);
  const meant = near ? `; did you mean '${near}'?` : '.';
  return new InvalidInputError(`${what}: there is no '${name}'${meant} Known: ${known.join(', ')}${hint}`);
}

/** A value for an error: numbers as they are, everything else by its kind, since it may be a secret in the wrong place. */
function shownValue(value: unknown): string {
  return typeof value === 'boolean' ? String(value) : kindOf(value);
}

export const anything: Rule = () => undefined;

/** A number from `least`, within the range that is stated in the error. */
export function amount(least: number, most: number, unit = 'a number'): Rule {
  const expected = `${unit} from ${least} to ${most}`;
  return (value) => (typeof value === 'number' && value >= least && value <= most ? undefined : expected);
}

export function wholeNumber(least: number, most = Number.MAX_SAFE_INTEGER): Rule {
  const range = most === Number.MAX_SAFE_INTEGER ? `from ${least}` : `from ${least} to ${most}`;
  return (value) =>
    Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most
      ? undefined
      : `a whole number ${range}`;
}

/** Milliseconds that a timer can hold; anything above 0 unless it may be none. */
export function milliseconds(least = 0): Rule {
  const from = least === 0 ? 'above 0' : `from ${least}`;
  return (value) =>
    typeof value === 'number' && value > 0 && value >= least && value <= LONGEST_TIMER_MS
      ? undefined
      : `a number of milliseconds ${from}, at most ${LONGEST_TIMER_MS}`;
}

/** Milliseconds that may be none. */
export const pauseMs: Rule = (value) =>
  value === 0 ? undefined : milliseconds()(value)?.replace('above 0', 'from 0');

/** A time limit that no single timer holds. */
export const limitMs: Rule = amount(0, Number.MAX_SAFE_INTEGER, 'a number of milliseconds');

export const aFunction: Rule = (value) => (typeof value === 'function' ? undefined : 'a function');

export const flag: Rule = (value) => (typeof value === 'boolean' ? undefined : 'true or false');

export const aText: Rule = (value) => (typeof value === 'string' ? undefined : 'a text');

export function oneOf(...values: readonly unknown[]): Rule {
  return (value) =>
    values.includes(value) ? undefined : values.map((each) => JSON.stringify(each)).join(' or ');
}

/** An AbortSignal of any realm; its controller in its place is the commonest mistake. */
export const aSignal: Rule = (value) => {
  const { aborted, addEventListener, signal } = (value ?? {}) as Partial<AbortSignal & AbortController>;
  if (typeof aborted === 'boolean' && typeof addEventListener === 'function') return undefined;
  return signal === undefined ? 'an AbortSignal' : 'an AbortSignal: pass controller.signal';
};

/** Headers by name; what has its entries elsewhere than in its own properties would be sent without them. */
export const headerRecord: Rule = (value) => {
  const expected = 'an object of header names and texts (null takes one out)';
  if (value === null || typeof value !== 'object' || Array.isArray(value) || !isPlain(value)) return expected;
  const texts = Object.values(value).every(
    (each) => each === null || each === undefined || typeof each === 'string',
  );
  return texts ? undefined : expected;
};

function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
