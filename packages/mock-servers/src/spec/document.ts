import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Vendor } from '../vendor/vendors.js';
import { specFiles, specPath } from './files.js';

const documents = new Map<Vendor, unknown>();

/** The vendor's OpenAPI document, parsed once per process and shared: nobody may change it. */
export function specDocument(vendor: Vendor): unknown {
  if (!documents.has(vendor)) documents.set(vendor, parse(readFileSync(specPath(specFiles[vendor]), 'utf8')));
  return documents.get(vendor);
}
