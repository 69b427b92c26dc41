import { sortableFields } from '../facts.js';
import { badRequest, qlikError } from '../http/errors.js';
import type { ApiKey } from '../state/model.js';
import type { QlikState } from '../state/state.js';
import { compareItems, cursorAt, type Ordering } from './cursor.js';
import { cutPage, type Page } from './page.js';
import { askedOrder, orderingOf, readLimit, refuseBoth, type SortKeys } from './parameters.js';

const KEY_OF: SortKeys<ApiKey> = {
  createdByUser: (key) => key.createdByUser,
  sub: (key) => key.sub,
  status: (key) => key.status,
  description: (key) => key.description.toLowerCase(),
  created: (key) => key.created,
};

/** The newest first (qlik.dev). */
const DEFAULT_SORT = '-created';

/** A page of keys, whose cursors are ids of keys. Throws 400, and 403 for the keys of others without TenantAdmin. */
export function listApiKeys(state: QlikState, query: URLSearchParams): Page<ApiKey> {
  refuseBoth(query, 'startingAfter', 'endingBefore');
  const sub = query.get('sub');
  const createdByUser = query.get('createdByUser');
  const status = query.get('status');
  if (!state.callerIsAdmin && sub !== state.me && createdByUser !== state.me) {
    throw qlikError(403, 'Listing the keys of other users needs the role TenantAdmin.');
  }
  const keys = Object.fromEntries(
    Object.entries(KEY_OF).filter(([name]) => sortableFields('listApiKeys').includes(name)),
  );
  const order = askedOrder(query, keys) ?? orderingOf(DEFAULT_SORT, keys);
  if (order === undefined) throw new Error(`The spec does not sort keys by ${DEFAULT_SORT}`);
  const place = (name: string) => cursorOf(state, query, name, order);
  const matching = state
    .apiKeys()
    .filter((key) => sub === null || key.sub === sub)
    .filter((key) => createdByUser === null || key.createdByUser === createdByUser)
    .filter((key) => status === null || key.status === status)
    .sort(compareItems(order));
  const page = cutPage(matching, {
    order,
    limit: readLimit(query),
    after: place('startingAfter'),
    before: place('endingBefore'),
  });
  const first = page.items[0];
  const last = page.items.at(-1);
  return {
    items: page.items,
    ...(page.next !== undefined && last ? { next: last.id } : {}),
    ...(page.prev !== undefined && first ? { prev: first.id } : {}),
  };
}

/** No page says what Qlik answers when the key of a cursor is gone; here it is a 400. */
function cursorOf(state: QlikState, query: URLSearchParams, name: string, order: Ordering<ApiKey>) {
  const id = query.get(name);
  if (id === null) return undefined;
  const key = state.apiKey(id);
  if (key === undefined) throw badRequest(`${name} is the id of no key.`, { parameter: name });
  return cursorAt(key, order);
}
