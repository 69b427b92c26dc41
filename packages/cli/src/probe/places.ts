import type { Vendor } from '@rollcall/accounts';
import { PLACES } from '../gen/unconfirmed.gen.js';

/** Where one operation stands in its document: rules name it by its id, so that a new version may move it. */
export interface Place {
  /** The template of its path. */
  readonly url: string;
  /** JSON pointer to it in the document. */
  readonly pointer: string;
}

/** Finds the operations of one vendor. */
export const placesOf =
  (vendor: Vendor) =>
  (operationId: string): Place => {
    const place = PLACES.get(`${vendor} ${operationId}`);
    if (!place) throw new Error(`the spec of ${vendor} has no operation ${operationId}`);
    const { method, url } = place;
    return { url, pointer: `/paths/${url.replaceAll('~', '~0').replaceAll('/', '~1')}/${method}` };
  };

/** The operationId of the GET at a path template. */
export function readAt(vendor: Vendor, template: string): string | undefined {
  const prefix = `${vendor} `;
  const found = [...PLACES].find(
    ([key, { method, url }]) => key.startsWith(prefix) && method === 'get' && url === template,
  );
  return found?.[0].slice(prefix.length);
}
