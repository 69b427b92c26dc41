import { refuseUnknown } from './nearest.js';

/** What an option takes. */
export interface OptionRule {
  /** After "must be". */
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

/** Of Node's timers; beyond it they fire at once. */
const LONGEST_MS = 2 ** 31 - 1;

export const duration: OptionRule = {
  wanted: `a number of milliseconds from 0 to ${LONGEST_MS}`,
  fits: (value) => typeof value === 'number' && value >= 0 && value <= LONGEST_MS,
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

function shown(value: unknown): string {
  try {
    return (JSON.stringify(value) ?? String(value)).slice(0, 100);
  } catch {
    return typeof value;
  }
}
