import type { RequestContext } from '../context.js';
import type { Filter } from '../protocol/filter/ast.js';
import { matches } from '../protocol/filter/evaluate.js';
import type { JsonObject } from '../protocol/json.js';
import { type Sort, sortResources } from '../protocol/list/sort.js';
import type { PersonRecord } from '../store/store.js';
import { candidates } from './candidates.js';
import { asFound } from './find-user.js';
import { identityOf, mayComeBack, type Records } from './identity.js';
import { readingOf } from './reading.js';
import { isStaged } from './staged.js';

/** Everybody who fulfils a filter, in order. */
export async function everybody(
  context: RequestContext,
  filter: Filter | undefined,
  sort: Sort | undefined,
): Promise<JsonObject[]> {
  const found = (filter && (await candidates(context, filter))) ?? (await walk(context));
  const matching = filter ? found.filter((resource) => matches(filter, resource)) : found;
  return sort ? sortResources(matching, sort.by, sort.order) : matching;
}

/** Everybody whom the vendor has, and everybody who was removed and may come back. */
async function walk(context: RequestContext): Promise<JsonObject[]> {
  const { system } = context;
  const stored = await system.store.list(system.name, 'User');
  const records = indexOf(stored);
  const people = new Map<string, JsonObject>();
  for await (const account of system.accounts.list(readingOf(context))) {
    if (isStaged(account)) continue;
    const identity = await identityOf(context, account, records);
    people.set(identity.id, asFound(context, identity, account).resource);
  }
  for (const record of stored) {
    if (!mayComeBack(record) || people.has(record.id)) continue;
    people.set(record.id, asFound(context, { id: record.id, record }).resource);
  }
  return [...people.values()];
}

/** All records at once: a walk asks for each account. */
function indexOf(stored: readonly PersonRecord[]): Records {
  const by = (key: 'id' | 'accountId' | 'userName') => {
    const index = new Map(
      stored.flatMap((each) => (each[key] === undefined ? [] : [[each[key], each] as const])),
    );
    return (value: string) => index.get(value);
  };
  return { byAccount: by('accountId'), byUserName: by('userName'), byId: by('id') };
}
