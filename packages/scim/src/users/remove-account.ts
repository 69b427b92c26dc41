import type { Account } from '@rollcall/accounts';
import type { RequestContext } from '../context.js';
import { isPaced, later } from '../http/vendor-error.js';
import { fold } from '../protocol/filter/compare.js';
import type { JsonObject } from '../protocol/json.js';
import type { PersonRecord } from '../store/store.js';
import { refuseOwn } from './policy.js';
import { remember } from './records.js';
import { userNameOf } from './resource.js';
import { staged } from './staged.js';

/** Seconds after which a removal under way is worth asking for again. */
const ASK_AGAIN_MS = 10_000;

/**
 * Starts the removal of an account and waits for the vendor's word. What was started stands in the store, so that the
 * next request takes it up, in another process too.
 *
 * @throws ScimError 503 with Retry-After as long as the vendor has not confirmed it.
 */
export async function removeAccount(
  context: RequestContext,
  id: string,
  person: Account,
  record: PersonRecord | undefined,
  becomes: 'removed' | 'retired',
  resource: JsonObject,
): Promise<PersonRecord> {
  const { system } = context;
  refuseOwn(person);
  const removing: PersonRecord = {
    system: system.name,
    kind: 'User',
    id,
    state: 'removing',
    accountId: person.id,
    // Who may come back holds the name that they are to have then.
    userName: fold(becomes === 'removed' ? String(resource.userName) : userNameOf(person, system)),
    ...(record?.externalId !== undefined && { externalId: record.externalId }),
    data: { becomes, ...(becomes === 'removed' && whatComesBack(resource, person)) },
  };
  await remember(system, removing);
  return continueRemoval(context, removing);
}

/** Takes up a removal where it stands. */
export async function continueRemoval(context: RequestContext, record: PersonRecord): Promise<PersonRecord> {
  const { system, signal, note } = context;
  const { task, becomes = 'retired' } = record.data ?? {};
  const keepTask = (started: string | undefined) =>
    remember(system, {
      ...record,
      data: { ...record.data, becomes, ...(started !== undefined && { task: started }) },
    });
  const accountId = String(record.accountId);
  const isGone = async () => !(await system.accounts.get(accountId, { signal }));
  // What was started and never named, because the process died in between, may have been done since.
  if (task === undefined && (await isGone())) return settledUnseen(context, record);
  try {
    const { account: still, left } = await system.accounts.remove(accountId, {
      signal,
      timeoutMs: system.removalWaitMs,
      ...(system.removalIntervalMs !== undefined && { intervalMs: system.removalIntervalMs }),
      ...(task !== undefined && { resume: task }),
      onTask: async (started) => {
        await keepTask(started);
      },
    });
    if (left.length > 0) note.left = left.map((each) => `${each.what}: ${each.reason} ${each.todo}`);
    if (still) throw staged('removal');
  } catch (stopped) {
    const error = causeOf(stopped);
    if (isPaced(error)) throw error;
    const name = error instanceof Error ? error.name : '';
    if (name === 'TimeoutError' || name === 'AbortError') {
      throw later('The system is still removing this account.', ASK_AGAIN_MS);
    }
    // The vendor gave the task up: the next try starts another.
    if (name === 'TaskFailedError') {
      const { task: _, ...data } = record.data ?? {};
      await remember(system, { ...record, data });
    }
    // An earlier attempt, whose answer was lost, was done while this one was on its way.
    if (await isGone().catch(() => false)) return settledUnseen(context, record);
    throw error;
  }
  return settled(context, record);
}

/** A removal that stopped half way says at what. */
const causeOf = (error: unknown): unknown =>
  error instanceof Error && error.name === 'RemovalStoppedError' ? error.cause : error;

/** Gone, without an answer that says what was left. */
function settledUnseen(context: RequestContext, record: PersonRecord): Promise<PersonRecord> {
  context.note.left = [
    `account ${record.accountId}: it was gone when it was looked for again, so nothing was said of its tokens and keys. Look for them.`,
  ];
  return settled(context, record);
}

/** The vendor has said that the account is gone. */
async function settled({ system }: RequestContext, record: PersonRecord): Promise<PersonRecord> {
  const { becomes = 'retired', task: ____, ...data } = record.data ?? {};
  system.snapshots.clear();
  const { accountId: _, data: __, ...rest } = record;
  const gone: PersonRecord =
    becomes === 'removed'
      ? { ...rest, state: 'removed', data }
      : { system: record.system, kind: record.kind, id: record.id, state: 'retired' };
  await system.store.update(gone);
  return gone;
}

/** What a person gets again who comes back. */
const whatComesBack = (resource: JsonObject, { securityProfile }: Account) => ({
  resource: contentOf(resource),
  ...(securityProfile && { securityProfile: securityProfile.name }),
});

/** A resource without what is the server's. */
export function contentOf({
  id: _,
  meta: __,
  schemas: ___,
  externalId: ____,
  groups: _____,
  ...content
}: JsonObject): JsonObject {
  return content;
}
