import { kindOf } from '../util/check.js';

/**
 * Names an item for its result. One without a name is told by its kind, as it may hold a secret, and so is one that throws
 * when it is looked at: nothing that came in is left out of a report.
 */
export function itemName<Input>(nameOf: (input: Input) => unknown, input: Input): string {
  try {
    const name = nameOf(input);
    return name === undefined || (name !== null && typeof name === 'object') ? unnamed(input) : String(name);
  } catch {
    return unnamed(input);
  }
}

function unnamed(input: unknown): string {
  return `(no name: ${kindOf(input)})`;
}
