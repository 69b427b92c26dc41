import { iq } from './iq.ts';
import { qlik } from './qlik.ts';
import { qradar } from './qradar.ts';
import { qualysSaq } from './qualys-saq.ts';
import type { Vendor } from './vendor.ts';

export { iq, openIq } from './iq.ts';
export { openQlik, qlik } from './qlik.ts';
export { openQRadar, qradar } from './qradar.ts';
export { openQualysSaq, qualysSaq, saqInput } from './qualys-saq.ts';
export { BODY, SECRET } from './samples.ts';
export type * from './vendor.ts';

/** The table: tests that all vendors share run once for each row. */
export const vendors: readonly Vendor[] = [qradar, iq, qlik, qualysSaq];
