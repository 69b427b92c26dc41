import { transformOas3Operations } from '@stoplight/http-spec/oas3/operation';
import { bundleTarget, decycle } from '@stoplight/json';
import RefParser from '@stoplight/json-schema-ref-parser';
import type { PrismHttpComponents } from '@stoplight/prism-http';
import type { Vendor } from '../vendor/vendors.js';
import { specDocument } from './document.js';

export type Operation = Parameters<PrismHttpComponents['route']>[0]['resources'][number];

const loaded = new Map<Vendor, Promise<Operation[]>>();

/** The vendor's operations, dereferenced once per process and shared: nobody may change them. */
export function loadOperations(vendor: Vendor): Promise<Operation[]> {
  let operations = loaded.get(vendor);
  if (operations === undefined) {
    operations = readOperations(specDocument(vendor) as object);
    loaded.set(vendor, operations);
  }
  return operations;
}

/** As Prism's own `getHttpOperationsFromSpec`, which also loads readers of Swagger and Postman for it. */
async function readOperations(document: object): Promise<Operation[]> {
  // A copy, since references are resolved in place.
  const resolved = await new RefParser().dereference(structuredClone(document));
  const plain = decycle(resolved) as Record<string, unknown>;
  return transformOas3Operations(plain).map((operation) =>
    bundleTarget({
      document: { ...plain, __target__: operation },
      path: '#/__target__',
      cloneDocument: false,
    }),
  ) as Operation[];
}
