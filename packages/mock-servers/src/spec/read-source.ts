import { readFileSync } from 'node:fs';
import { transformOas3Operations } from '@stoplight/http-spec/oas3/operation';
import { bundleTarget, decycle } from '@stoplight/json';
import { parse } from 'yaml';
import type { Vendor } from '../vendor/vendors.js';
import { dereference } from './dereference.js';
import { SPEC_FILES, specPath } from './files.js';
import type { Operation } from './operation.js';

/** The vendor's OpenAPI document as it is written. The package holds what this makes of it (`read-built.ts`). */
export function readDocument(vendor: Vendor): unknown {
  return parse(readFileSync(specPath(SPEC_FILES[vendor]), 'utf8'));
}

/** As Prism's own `getHttpOperationsFromSpec`, which also loads readers of Swagger, Postman and remote files for it. */
export function readOperations(_vendor: Vendor, document: unknown): Operation[] {
  const plain = decycle(dereference(document as Record<string, unknown>)) as Record<string, unknown>;
  return transformOas3Operations(plain).map((operation) =>
    bundleTarget({
      document: { ...plain, __target__: operation },
      path: '#/__target__',
      cloneDocument: false,
    }),
  ) as Operation[];
}
