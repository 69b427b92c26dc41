import { pathOf } from '../spec/places.js';
import { vendorTable } from './table.js';
import type { Vendor } from './vendors.js';

/** A line that works when pasted into a shell. */
export function curlLine(vendor: Vendor, url: string, caFile?: string): string {
  const { args, operationId } = vendorTable[vendor].curl;
  const trust = caFile === undefined ? [] : [`--cacert '${caFile}'`];
  return ['curl -s', ...trust, ...args, `'${url}${pathOf(vendor, operationId)}'`].join(' ');
}
