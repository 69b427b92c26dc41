import { anything, checkOptions, type Rule } from '../util/check-options.js';

/**
 * The options of a `deprovision`, before its first request: a misspelt word there decides what becomes of a person's tokens.
 * `mode` and `resume` have checks of their own; `own` are the rules of what a vendor adds.
 */
export function checkDeprovision(given: object | undefined, own: Readonly<Record<string, Rule>>): void {
  checkOptions('the options of deprovision', given, { mode: anything, resume: anything, ...own });
}
