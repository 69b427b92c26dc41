import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PrismHttpComponents } from '@stoplight/prism-http';
// The deep path skips Prism's example generator, which more than doubles the time to import.
import operationsModule from '@stoplight/prism-http/dist/utils/operations.js';
import { type Vendor, vendorTable } from '../vendor.js';

export type Operation = Parameters<PrismHttpComponents['route']>[0]['resources'][number];

/** The repository's own first, so that an edit counts without a build; then the published package's copy. */
const specFolders = ['../../../specs/', '../specs/'].map((path) =>
  fileURLToPath(new URL(path, import.meta.url)),
);

const loaded = new Map<Vendor, Promise<Operation[]>>();

/** The vendor's operations, dereferenced once per process and shared: nobody may change them. */
export function loadOperations(vendor: Vendor): Promise<Operation[]> {
  let operations = loaded.get(vendor);
  if (operations === undefined) {
    operations = operationsModule.getHttpOperationsFromSpec(specPath(vendor));
    loaded.set(vendor, operations);
  }
  return operations;
}

/** The path of the OpenAPI document; throws an Error that says where it was looked for. */
export function specPath(vendor: Vendor): string {
  const candidates = specFolders.map((folder) => join(folder, vendorTable[vendor].spec));
  const found = candidates.find((path) => existsSync(path));
  if (found === undefined) {
    throw new Error(`No OpenAPI document for ${vendor}: looked for ${candidates.join(' and ')}`);
  }
  return found;
}
