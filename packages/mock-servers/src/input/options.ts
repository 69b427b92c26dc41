import { refuseUnknown } from './nearest.js';

/** What an option takes. */
export interface OptionRule {
  /** What it must be, as the rest of a sentence. */
  wanted: string;
  fits(value: unknown): boolean;
}

/** `undefined` counts as left out. @throws RangeError for a name that is no option, TypeError for a wrong value. */
export function checkOptions(
  given: object,
  rules: Readonly<Record<string, OptionRule>>,
  owner: string,
  kind = 'option',
): void {
  for (const [name, value] of Object.entries(given)) {
    refuseUnknown(name, Object.keys(rules), `${owner} has no ${kind}`);
    const { fits, wanted } = rules[name] as OptionRule;
    if (value !== undefined && !fits(value)) {
      throw new TypeError(`The ${kind} ${name} of ${owner} must be ${wanted}, not ${shown(value)}`);
    }
  }
}

export const boolean: OptionRule = {
  wanted: 'true or false',
  fits: (value) => typeof value === 'boolean',
};

export const wholeNumber: OptionRule = {
  wanted: 'a whole number, 0 or more',
  fits: (value) => Number.isSafeInteger(value) && (value as number) >= 0,
};

/** The longest wait of Node's timers; beyond it they fire at once. */
const LONGEST_MS = 2 ** 31 - 1;

export const duration: OptionRule = {
  wanted: `a number of milliseconds from 0 to ${LONGEST_MS}`,
  fits: (value) => typeof value === 'number' && value >= 0 && value <= LONGEST_MS,
};

/** A span of the sandbox's clock, for which no timer waits. */
export const timeSpan: OptionRule = {
  wanted: 'a number of milliseconds, 0 or more',
  fits: (value) => typeof value === 'number' && value >= 0 && Number.isFinite(value),
};

export const callback: OptionRule = {
  wanted: 'a function',
  fits: (value) => typeof value === 'function',
};

export const anything: OptionRule = { wanted: 'anything', fits: () => true };

export function oneOf(...values: readonly (string | number | boolean)[]): OptionRule {
  return { wanted: values.join(' or '), fits: (value) => (values as readonly unknown[]).includes(value) };
}

export function textList(wanted = 'a list of texts'): OptionRule {
  return {
    wanted,
    fits: (value) => Array.isArray(value) && value.every((one) => typeof one === 'string'),
  };
}

export function object(wanted = 'an object'): OptionRule {
  return { wanted, fits: (value) => typeof value === 'object' && value !== null && !Array.isArray(value) };
}

/** As a browser says it in `Origin`: without a path, in small letters, without the scheme's own port. */
export function isOrigin(value: unknown): boolean {
  return typeof value === 'string' && URL.canParse(value) && new URL(value).origin === value;
}

/** Whether the platform lets a header of this name have this value. */
export function isHeader(name: string, value: string): boolean {
  try {
    new Headers([[name, value]]);
    return true;
  } catch {
    return false;
  }
}

export const headerValue: OptionRule = {
  wanted: 'a text that a header can have',
  fits: (value) => typeof value === 'string' && isHeader('content-type', value),
};

/** What was given, in few words. */
export function shown(value: unknown): string {
  try {
    const text = typeof value === 'object' || typeof value === 'string' ? JSON.stringify(value) : undefined;
    return (text ?? String(value)).slice(0, 100);
  } catch {
    return typeof value;
  }
}
