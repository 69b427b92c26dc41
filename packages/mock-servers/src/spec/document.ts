import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { packageRoot } from '../package-root.js';
import type { Vendor } from '../vendor/vendors.js';
import { SPEC_FILES, specPath } from './files.js';

const documents = new Map<Vendor, unknown>();

/** The vendor's OpenAPI document, parsed once per process and shared: nobody may change it. */
export function specDocument(vendor: Vendor): unknown {
  if (!documents.has(vendor)) documents.set(vendor, read(vendor));
  return documents.get(vendor);
}

const built = new URL('dist/', packageRoot);

/** What is built reads the document as JSON, made by the build: reading YAML takes a fifth of the start. */
function read(vendor: Vendor): unknown {
  if (import.meta.url.startsWith(built.href)) {
    return JSON.parse(readFileSync(new URL(`documents/${vendor}.json`, built), 'utf8'));
  }
  return parse(readFileSync(specPath(SPEC_FILES[vendor]), 'utf8'));
}
