import { callRules } from '../http/option-rules.js';
import {
  aFunction,
  checkOptions,
  flag,
  pauseMs,
  type Rule,
  type Rules,
  wholeNumber,
} from '../util/check-options.js';
import type { BulkOptions } from './bulk.js';

const bulkRules: Rules<BulkOptions<unknown>> = {
  ...callRules,
  graceMs: pauseMs,
  concurrency: wholeNumber(1, 1000),
  collect: flag,
  onResult: aFunction,
  onProgress: aFunction,
};

/** Before anything is read or sent; `own` are the rules of what a verb adds. */
export function checkBulk(options: object | undefined, own: Readonly<Record<string, Rule>> = {}): void {
  checkOptions('the options of bulk work', options, { ...bulkRules, ...own });
}
