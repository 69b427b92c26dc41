import { transformOas3Operations } from '@stoplight/http-spec/oas3/operation';
import { bundleTarget, decycle } from '@stoplight/json';
import type { PrismHttpComponents } from '@stoplight/prism-http';
import type { Vendor } from '../vendor/vendors.js';
import { dereference } from './dereference.js';
import { specDocument } from './document.js';

export type Operation = Parameters<PrismHttpComponents['route']>[0]['resources'][number];

const loaded = new Map<Vendor, Promise<Operation[]>>();

/** The vendor's operations, dereferenced once per process and shared: nobody may change them. */
export function loadOperations(vendor: Vendor): Promise<Operation[]> {
  let operations = loaded.get(vendor);
  if (operations === undefined) {
    operations = Promise.resolve(readOperations(specDocument(vendor) as object));
    loaded.set(vendor, operations);
  }
  return operations;
}

/** As Prism's own `getHttpOperationsFromSpec`, which also loads readers of Swagger, Postman and remote files for it. */
function readOperations(document: object): Operation[] {
  const plain = decycle(dereference(document as Record<string, unknown>)) as Record<string, unknown>;
  return transformOas3Operations(plain).map((operation) =>
    bundleTarget({
      document: { ...plain, __target__: operation },
      path: '#/__target__',
      cloneDocument: false,
    }),
  ) as Operation[];
}
