import type { Vendor } from '../vendor/vendors.js';
import { readDocument } from './read-source.js';

const documents = new Map<Vendor, unknown>();

/** The vendor's OpenAPI document, parsed once per process and shared: nobody may change it. */
export function specDocument(vendor: Vendor): unknown {
  if (!documents.has(vendor)) documents.set(vendor, readDocument(vendor));
  return documents.get(vendor);
}
