import { checkHeader } from '../util/check.js';
import type { HeaderRecord } from './types.js';

/** Adds headers to a record, later ones in place of earlier ones; `null` takes one out. */
export function mergeHeaders(into: HeaderRecord, headers: Readonly<Record<string, unknown>>): void {
  for (const given of Object.keys(headers)) {
    const value = headers[given];
    const name = given.toLowerCase();
    if (value === null) delete into[name];
    else if (value !== undefined) {
      checkHeader(name, String(value));
      into[name] = String(value).trim();
    }
  }
}
