import type { RequestContext } from '../context.js';
import { badRequest, ScimError } from '../protocol/errors.js';
import { isObject, type JsonObject } from '../protocol/json.js';
import { findToWrite } from '../users/find-to-write.js';
import type { FoundUser } from '../users/find-user.js';
import { exclusively } from '../users/locks.js';
import { taken } from '../users/person-called.js';
import { type FoundGroup, findGroup, groupResources } from './find-group.js';
import { joinGroup, leaveGroup, refuseLeaving } from './membership.js';

/**
 * Brings a group to what `next` says: its members and its externalId. Everything is looked at before anything is written;
 * the vendor has one record for each person, so what was done before an error stays done, and the same request goes on
 * from there.
 *
 * @throws ScimError 400 invalidValue: a member that is no User, or who may not be without a group here.
 */
export async function changeGroup(
  context: RequestContext,
  group: FoundGroup,
  before: JsonObject,
  next: JsonObject,
): Promise<JsonObject> {
  const was = memberIds(before);
  const willBe = memberIds(next);
  const joining = [...willBe].filter((id) => !was.has(id));
  const leaving = [...was].filter((id) => !willBe.has(id));
  for (const id of joining) await existing(context, id);
  if (leaving.length > 0) refuseLeaving(context.system, group);
  await rememberExternalId(context, group, next);
  const { note } = context;
  const members: string[] = [];
  for (const [ids, change, sign] of [
    [joining, joinGroup, '+'],
    [leaving, leaveGroup, '-'],
  ] as const) {
    for (const id of ids) {
      const { resource } = await exclusively(context, [`id:${id}`], async () =>
        change(context, group, await existing(context, id)),
      );
      members.push(`${sign}${resource.userName}`);
      note.members = members;
    }
  }
  const isChanged = members.length > 0 || next.externalId !== before.externalId;
  // What each member's change noted is said by `members`.
  delete note.userName;
  Object.assign(note, { id: group.id, outcome: isChanged ? 'changed' : 'unchanged' });
  context.system.snapshots.clear();
  const [resource] = await groupResources(context, [await findGroup(context, group.id)], true);
  return resource ?? before;
}

function memberIds({ members }: JsonObject): Set<string> {
  const list = Array.isArray(members) ? members : [];
  return new Set(
    list.flatMap((each) => (isObject(each) && typeof each.value === 'string' ? [each.value] : [])),
  );
}

async function existing(context: RequestContext, id: string): Promise<FoundUser> {
  try {
    return await findToWrite(context, id);
  } catch (error) {
    if (!(error instanceof ScimError && error.status === 404)) throw error;
    throw badRequest(
      'invalidValue',
      `members names ${JSON.stringify(id.slice(0, 100))}, and there is no such User.`,
    );
  }
}

async function rememberExternalId(
  { system }: RequestContext,
  { id, externalId: before }: FoundGroup,
  { externalId }: JsonObject,
): Promise<void> {
  if (externalId === before) return;
  const key = { system: system.name, kind: 'Group' as const, id };
  if (typeof externalId !== 'string') return system.store.remove(key);
  const record = { ...key, state: 'live' as const, externalId };
  if (!(await system.store.update(record)) && !(await system.store.insert(record))) throw taken('externalId');
}
