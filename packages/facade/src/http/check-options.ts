import { InvalidInputError } from '../errors.js';

/** Refuses durations and sizes that would end every call at once, or never. */
export function checkAmounts(options: object, names: readonly string[]): void {
  for (const name of names) {
    const value = (options as Record<string, unknown>)[name];
    if (value === undefined) continue;
    if (typeof value !== 'number' || !(value > 0)) {
      throw new InvalidInputError(`${name} must be a number greater than 0, not ${String(value)}`);
    }
  }
}
