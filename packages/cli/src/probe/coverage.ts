import { MARKS } from '../gen/unconfirmed.gen.js';
import type { Mark } from './mark.js';
import type { ReadingRule, UnreadableRule } from './rule.js';
import { IQ_RULES } from './rules/iq.js';
import { QLIK_RULES } from './rules/qlik.js';
import { QRADAR_RULES } from './rules/qradar.js';
import { QUALYS_SAQ_RULES } from './rules/qualys-saq.js';
import { UNREADABLE } from './unreadable.js';

export const READING_RULES: readonly ReadingRule[] = [
  ...QRADAR_RULES,
  ...IQ_RULES,
  ...QLIK_RULES,
  ...QUALYS_SAQ_RULES,
];

/** A mark with what settles it. */
export interface Covered {
  readonly mark: Mark;
  readonly reading?: ReadingRule;
  readonly unreadable?: UnreadableRule;
}

/** Every mark of a vendor's spec, in the spec's order. */
export function coverageOf(vendor: Mark['vendor']): Covered[] {
  return MARKS.filter((mark) => mark.vendor === vendor).map((mark) => {
    const reading = READING_RULES.find((rule) => rule.vendor === vendor && rule.pointer === mark.pointer);
    if (reading) return { mark, reading };
    const never = UNREADABLE.find((rule) => rule.vendor === vendor && rule.pointer.test(mark.pointer));
    return never ? { mark, unreadable: never } : { mark };
  });
}
