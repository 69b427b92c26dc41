import type { RequestContext } from '../context.js';
import { type Asked, notModified, refuseOtherVersion } from '../http/asked.js';
import { respondResource } from '../http/respond.js';
import type { Json, JsonObject } from '../protocol/json.js';
import { applyPatch } from '../protocol/patch/apply.js';
import { readOperations } from '../protocol/patch/operations.js';
import { project, readProjection } from '../protocol/schema/project.js';
import { userType } from '../protocol/schema/resource-types.js';
import { changeUser } from './change-user.js';
import { createUser } from './create-user.js';
import { findToWrite } from './find-to-write.js';
import { type FoundUser, findUser, unknownUser } from './find-user.js';
import { exclusively } from './locks.js';
import { keepUser, readUser } from './read-user.js';
import { remember } from './records.js';
import { continueRemoval, removeAccount } from './remove-account.js';

export async function getUser(context: RequestContext, id: string, asked: Asked): Promise<Response> {
  const { resource } = await findUser(context, id);
  return notModified(resource, asked) ?? answer(context, 200, resource, asked);
}

export async function postUser(context: RequestContext, body: Json, asked: Asked): Promise<Response> {
  const { resource } = await createUser(context, body);
  return answer(context, 201, resource, asked);
}

/** RFC 7644 3.5.1. Roles and `active` stay where the body does not name them: leaving them out is no wish to change. */
export async function putUser(
  context: RequestContext,
  id: string,
  body: Json,
  asked: Asked,
): Promise<Response> {
  return write(context, id, asked, (found) => {
    const { active, roles, entitlements } = found.resource;
    const kept = Object.fromEntries(
      Object.entries({ active, roles, entitlements }).filter(([, value]) => value !== undefined),
    ) as JsonObject;
    return { ...kept, ...readUser(context, body) };
  });
}

export async function patchUser(
  context: RequestContext,
  id: string,
  body: Json,
  asked: Asked,
): Promise<Response> {
  const { quirks, limits } = context.system;
  const operations = readOperations(body, quirks, limits);
  return write(context, id, asked, ({ resource }) =>
    keepUser(context, applyPatch(userType, resource, operations, context.system)),
  );
}

async function write(
  context: RequestContext,
  id: string,
  asked: Asked,
  next: (found: FoundUser) => JsonObject,
): Promise<Response> {
  return exclusively(context, [`id:${id}`], async () => {
    await settle(context, id);
    const found = await findToWrite(context, id);
    Object.assign(context.note, { id, userName: found.resource.userName });
    refuseOtherVersion(found.resource, asked);
    const { resource } = await changeUser(context, found, next(found));
    return answer(context, 200, resource, asked);
  });
}

export async function deleteUser(context: RequestContext, id: string, asked: Asked): Promise<Response> {
  const { system, note } = context;
  note.id = id;
  return exclusively(context, [`id:${id}`], async () => {
    const earlier = await settle(context, id, 'retired');
    if (earlier?.state !== 'retired') {
      const found = await findToWrite(context, id);
      note.userName = String(found.resource.userName);
      refuseOtherVersion(found.resource, asked);
      if (found.person) {
        await removeAccount(context, id, found.person, found.record, 'retired', found.resource);
      } else await remember(system, { system: system.name, kind: 'User', id, state: 'retired' });
    }
    system.snapshots.clear();
    note.outcome = 'deleted';
    return new Response(null, { status: 204 });
  });
}

/** Takes up a removal that an earlier request started, before anything else is done to the person. */
async function settle(context: RequestContext, id: string, becomes?: 'retired') {
  const { system } = context;
  const record = await system.store.get({ system: system.name, kind: 'User', id });
  if (record?.state === 'retired') throw unknownUser(id);
  if (record?.state !== 'removing') return undefined;
  return continueRemoval(context, becomes ? { ...record, data: { ...record.data, becomes } } : record);
}

function answer(
  { system }: RequestContext,
  status: number,
  resource: JsonObject,
  { query }: Asked,
): Response {
  const projection = readProjection(userType, query.attributes, query.excludedAttributes);
  return respondResource(status, project(system.served, resource, projection), resource);
}
