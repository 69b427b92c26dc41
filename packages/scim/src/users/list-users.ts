import type { Account } from '@rollcall/accounts';
import type { RequestContext } from '../context.js';
import type { ListQuery } from '../http/list-query.js';
import { badRequest, ScimError } from '../protocol/errors.js';
import type { Filter } from '../protocol/filter/ast.js';
import { matches } from '../protocol/filter/evaluate.js';
import { parseFilter } from '../protocol/filter/parse.js';
import type { JsonObject } from '../protocol/json.js';
import { readCursor, writeCursor } from '../protocol/list/cursor.js';
import { LIST_SCHEMA, readPaging } from '../protocol/list/paging.js';
import { sortResources } from '../protocol/list/sort.js';
import { didYouMean } from '../protocol/nearest.js';
import { project, readProjection } from '../protocol/schema/project.js';
import { resolveAttribute } from '../protocol/schema/resolve.js';
import { userType } from '../protocol/schema/resource-types.js';
import type { PersonRecord } from '../store/store.js';
import { asFound, findUser } from './find-user.js';
import { naturalId, ownId } from './ids.js';
import { named } from './named.js';

/** One page of people, by index or by cursor (RFC 9865). */
export async function listUsers(context: RequestContext, query: ListQuery): Promise<JsonObject> {
  const { system } = context;
  const paging = readPaging(query, system.page);
  const filter = query.filter === undefined ? undefined : parseFilter(query.filter, userType, system);
  const projection = readProjection(userType, query.attributes, query.excludedAttributes);
  const sort = sortOf(query);
  const key = JSON.stringify([query.filter, query.sortBy, query.sortOrder, context.base]);
  const isFirst = paging.by === 'index' ? paging.startIndex === 1 : paging.cursor === '';
  const all = (isFirst ? undefined : system.snapshots.get(key)) ?? (await everybody(context, filter, sort));
  const cursors = paging.by === 'cursor' ? await system.cursors() : undefined;
  const from =
    paging.by === 'index'
      ? paging.startIndex - 1
      : cursors && paging.cursor !== ''
        ? indexAfter(all, readCursor(paging.cursor, key, cursors))
        : 0;
  const page = all.slice(from, from + paging.count);
  const last = page.at(-1);
  const goesOn = from + page.length < all.length;
  if (goesOn) system.snapshots.put(key, all);
  return {
    schemas: [LIST_SCHEMA],
    totalResults: all.length,
    itemsPerPage: page.length,
    ...(paging.by === 'index' && { startIndex: paging.startIndex }),
    ...(cursors &&
      goesOn &&
      last && { nextCursor: writeCursor({ after: String(last.id), list: key }, cursors) }),
    Resources: page.map((resource) => project(system.served, resource, projection)),
  };
}

/** A list that changed so much that its last person is gone cannot go on without leaving somebody out. */
function indexAfter(all: readonly JsonObject[], id: string): number {
  const at = all.findIndex((resource) => resource.id === id);
  if (at < 0) throw badRequest('expiredCursor', 'The list has changed; start again with an empty cursor.');
  return at + 1;
}

function sortOf({ sortBy, sortOrder }: ListQuery) {
  if (sortBy === undefined) return undefined;
  const by = resolveAttribute(userType, sortBy, true);
  if (!by) {
    throw badRequest(
      'invalidValue',
      `No attribute is called ${JSON.stringify(sortBy.slice(0, 200))}.${didYouMean(userType, sortBy)}`,
    );
  }
  const order = sortOrder?.toLowerCase() ?? 'ascending';
  if (order !== 'ascending' && order !== 'descending') {
    throw badRequest('invalidValue', 'sortOrder is ascending or descending.');
  }
  return { by, order } as const;
}

async function everybody(
  context: RequestContext,
  filter: Filter | undefined,
  sort: ReturnType<typeof sortOf>,
): Promise<JsonObject[]> {
  const found = (filter && (await candidates(context, filter))) ?? (await walk(context));
  const matching = filter ? found.filter((resource) => matches(filter, resource)) : found;
  return sort ? sortResources(matching, sort.by, sort.order) : matching;
}

/** Who may fulfil a filter that names one person, without reading the whole vendor. Undefined for other filters. */
async function candidates(context: RequestContext, filter: Filter): Promise<JsonObject[] | undefined> {
  const name = named(filter);
  if (!name) return undefined;
  const { system, signal } = context;
  if (name.by === 'id') return [await findUser(context, name.value).catch(none)].flatMap(resource);
  if (name.by === 'externalId') {
    const record = await system.store.byExternalId(system.name, 'User', name.value);
    return record ? [await findUser(context, record.id).catch(none)].flatMap(resource) : [];
  }
  let account: Account | undefined;
  try {
    account = await system.accounts.find(name.value, { signal });
    // Qualys compares texts with their case (unconfirmed); most addresses are in small letters.
    const small = name.value.toLowerCase();
    if (!account && small !== name.value && system.accounts.vendor === 'qualys-saq') {
      account = await system.accounts.find(small, { signal });
    }
  } catch (error) {
    // Several accounts have the address: the walk finds them all.
    if (error instanceof Error && error.name === 'InvalidInputError') return undefined;
    throw error;
  }
  const removed = removedOf(await system.store.list(system.name, 'User'), new Set(account && [account.id]));
  return [
    ...(account ? [(await show(context, account, await recordOf(context, account))).resource] : []),
    ...removed.map((record) => asFound(context, record.id, undefined, record).resource),
  ];
}

/** Who was removed and may come back; also where the vendor has finished and nobody has asked since. */
const removedOf = (records: readonly PersonRecord[], there: ReadonlySet<string>): PersonRecord[] =>
  records.filter(
    ({ state, data, accountId }) =>
      state === 'removed' ||
      (state === 'removing' &&
        data?.becomes === 'removed' &&
        accountId !== undefined &&
        !there.has(accountId)),
  );

const resource = (found: { resource: JsonObject } | undefined) => (found ? [found.resource] : []);

function none(error: unknown): undefined {
  if (error instanceof ScimError && error.status === 404) return undefined;
  throw error;
}

const recordOf = ({ system }: RequestContext, { id }: Account) =>
  system.store.byAccount(system.name, 'User', id);

/** Everybody whom the vendor has, and everybody who was removed and may come back. */
async function walk(context: RequestContext): Promise<JsonObject[]> {
  const { system, signal } = context;
  const records = await system.store.list(system.name, 'User');
  const byAccount = new Map(
    records.flatMap((each) => (each.accountId ? [[each.accountId, each] as const] : [])),
  );
  const retired = new Set(records.flatMap((each) => (each.state === 'retired' ? [each.id] : [])));
  const people: JsonObject[] = [];
  const there = new Set<string>();
  for await (const account of system.accounts.list({ signal })) {
    const record = byAccount.get(account.id);
    const isNew = !record && retired.has(naturalId(account.id));
    const found = isNew ? await show(context, account, undefined) : shownAs(context, account, record);
    people.push(found.resource);
    there.add(account.id);
  }
  const removed = removedOf(records, there);
  return [...people, ...removed.map((record) => asFound(context, record.id, undefined, record).resource)];
}

const shownAs = (context: RequestContext, account: Account, record: PersonRecord | undefined) =>
  asFound(context, record?.id ?? naturalId(account.id), account, record);

/** As `shownAs`; an account whose natural id was somebody else's gets an id of its own first. */
async function show(context: RequestContext, account: Account, record: PersonRecord | undefined) {
  const { system } = context;
  const key = { system: system.name, kind: 'User' as const, id: naturalId(account.id) };
  if (record || (await system.store.get(key))?.state !== 'retired') return shownAs(context, account, record);
  const own: PersonRecord = { ...key, id: ownId(), state: 'live', accountId: account.id };
  const isMine = await system.store.insert(own);
  return shownAs(context, account, isMine ? own : await recordOf(context, account));
}
