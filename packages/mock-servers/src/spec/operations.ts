import type { Vendor } from '../vendor/vendors.js';
import { specDocument } from './document.js';
import type { Operation } from './operation.js';
import { readOperations } from './read-source.js';

const loaded = new Map<Vendor, Operation[]>();

/** The vendor's operations, dereferenced once per process and shared: nobody may change them. */
export function operationsOf(vendor: Vendor): Operation[] {
  let operations = loaded.get(vendor);
  if (operations === undefined) {
    operations = readOperations(vendor, specDocument(vendor));
    loaded.set(vendor, operations);
  }
  return operations;
}
