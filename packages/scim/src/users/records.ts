import type { SystemContext } from '../context.js';
import { later } from '../http/vendor-error.js';
import type { PersonRecord } from '../store/store.js';
import { naturalId } from './ids.js';

/**
 * Keeps the record of a live account, if there is anything to keep: an externalId, roles to give back, or an id that is
 * not the natural one. Gives what is kept.
 *
 * @throws ScimError 503 when another write took the externalId in this moment.
 */
export async function remember(
  { store }: SystemContext,
  record: PersonRecord,
): Promise<PersonRecord | undefined> {
  const isNatural = record.accountId !== undefined && record.id === naturalId(record.accountId);
  if (isNatural && record.externalId === undefined && record.data === undefined) {
    await store.remove(record);
    return undefined;
  }
  if (!(await store.update(record)) && !(await store.insert(record))) {
    throw later('Another write on this person came in between.', 1000);
  }
  return record;
}
