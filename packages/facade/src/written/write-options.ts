import { callRules } from '../http/option-rules.js';
import { checkOptions, flag, type Rule, type Rules } from '../util/check-options.js';
import type { WriteOptions } from './check-written.js';

const writeRules: Rules<WriteOptions> = { ...callRules, verify: flag };

/**
 * The options of a verb that writes, checked before anything is sent: a misspelt one that came out after the write would
 * leave the write done. `own` are the rules of what the verb adds.
 */
export function writeOptions<Options extends WriteOptions>(
  given: Options | undefined,
  own: Readonly<Record<string, Rule>> = {},
): Partial<Options> {
  checkOptions('the options of a write', given, { ...writeRules, ...own });
  return given ?? {};
}
