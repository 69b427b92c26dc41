import type { OperationIds } from '../gen/operation-ids.gen.js';
import { refuseUnknown } from '../input/nearest.js';

/** The order of the CLI's ports. */
export const VENDORS = ['qradar', 'iq', 'qlik', 'qualys-saq'] as const;
export type Vendor = (typeof VENDORS)[number];

/** An operation of a vendor's document by its operationId; of any vendor unless one is named. */
export type OperationId<V extends Vendor = Vendor> = OperationIds[V];

export function isVendor(name: string): name is Vendor {
  return (VENDORS as readonly string[]).includes(name);
}

/** @throws RangeError that names the nearest vendor. */
export function checkVendor(name: string): void {
  refuseUnknown(name, VENDORS, 'There is no vendor');
}
