import type { PrismHttpComponents } from '@stoplight/prism-http';
// The deep path skips Prism's example generator, which more than doubles the time to import.
import operationsModule from '@stoplight/prism-http/dist/utils/operations.js';
import type { Vendor } from '../vendor/vendors.js';
import { specDocument } from './document.js';

export type Operation = Parameters<PrismHttpComponents['route']>[0]['resources'][number];

const loaded = new Map<Vendor, Promise<Operation[]>>();

/** The vendor's operations, dereferenced once per process and shared: nobody may change them. */
export function loadOperations(vendor: Vendor): Promise<Operation[]> {
  let operations = loaded.get(vendor);
  if (operations === undefined) {
    // A copy, since Prism resolves the references in place.
    operations = operationsModule.getHttpOperationsFromSpec(structuredClone(specDocument(vendor)) as object);
    loaded.set(vendor, operations);
  }
  return operations;
}
