import type { RequestContext } from '../context.js';
import { type Asked, notModified, refuseOtherVersion } from '../http/asked.js';
import { respondResource } from '../http/respond.js';
import { ScimError } from '../protocol/errors.js';
import type { Json, JsonObject } from '../protocol/json.js';
import { applyPatch } from '../protocol/patch/apply.js';
import { readOperations } from '../protocol/patch/operations.js';
import { project, readProjection } from '../protocol/schema/project.js';
import { readResource } from '../protocol/schema/read-resource.js';
import { groupType } from '../protocol/schema/resource-types.js';
import { exclusively } from '../users/locks.js';
import { changeGroup } from './change-group.js';
import { allGroups, findGroup, groupResources } from './find-group.js';
import { showsMembers } from './list-groups.js';

export async function getGroup(context: RequestContext, id: string, asked: Asked): Promise<Response> {
  const projection = projectionOf(asked);
  // The version is that of the whole group, and so is what a condition compares.
  const withMembers = showsMembers(projection) || asked.ifNoneMatch !== undefined;
  const [resource = {}] = await groupResources(context, [await findGroup(context, id)], withMembers);
  return notModified(resource, asked) ?? answer(200, resource, asked);
}

/** Vendors' roles and profiles hold rights, so they are made by those who may give these. */
export async function postGroup(context: RequestContext, body: Json): Promise<Response> {
  const { displayName } = readResource(groupType, body, context.system);
  const names = (await allGroups(context)).map(({ name }) => name);
  if (names.some((name) => name.toLowerCase() === String(displayName).toLowerCase())) {
    throw new ScimError(409, `There is a Group ${JSON.stringify(displayName)} already.`, 'uniqueness');
  }
  throw new ScimError(501, `Groups are made in the system itself. There are: ${names.join(', ')}.`);
}

export function deleteGroup(): never {
  throw new ScimError(501, 'Groups are deleted in the system itself.');
}

export async function putGroup(
  context: RequestContext,
  id: string,
  body: Json,
  asked: Asked,
): Promise<Response> {
  const sent = readResource(groupType, body, context.system);
  return write(context, id, asked, () => sent);
}

export async function patchGroup(
  context: RequestContext,
  id: string,
  body: Json,
  asked: Asked,
): Promise<Response> {
  const { quirks, limits } = context.system;
  const operations = readOperations(body, quirks, limits);
  return write(context, id, asked, (before) => applyPatch(groupType, before, operations, context.system));
}

async function write(
  context: RequestContext,
  id: string,
  asked: Asked,
  next: (before: JsonObject) => JsonObject,
): Promise<Response> {
  context.note.id = id;
  return exclusively(context, [`group:${id}`], async () => {
    const group = await findGroup(context, id);
    const [before = {}] = await groupResources(context, [group], true);
    refuseOtherVersion(before, asked);
    const wanted = next(before);
    if (wanted.displayName !== group.name) {
      throw new ScimError(400, 'displayName is changed in the system itself.', 'mutability');
    }
    return answer(200, await changeGroup(context, group, before, wanted), asked);
  });
}

const projectionOf = ({ query }: Asked) =>
  readProjection(groupType, query.attributes, query.excludedAttributes);

function answer(status: number, resource: JsonObject, asked: Asked): Response {
  return respondResource(status, project(groupType, resource, projectionOf(asked)), resource);
}
