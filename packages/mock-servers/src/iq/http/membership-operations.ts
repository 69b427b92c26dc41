import type { Context } from 'hono';
import { type Handler, pathParameter } from '../../sandbox/operation-routes.js';
import type { Membership, Owner, OwnerType } from '../state/model.js';
import { ADMINISTRATOR_ROLES } from '../state/seed-data.js';
import type { IqState } from '../state/state.js';
import { IqError } from './errors.js';

/**
 * Who has which role on what. `global` and `repository_container` exist once; organizations and applications go by
 * internal ids.
 */
export function membershipOperations(state: IqState) {
  const list = (c: Context) => {
    const members = state.membershipsOn(withAncestors(state, ownerOf(state, c)));
    const memberMappings = state.roles.map(({ id }) => ({
      roleId: id,
      members: members.filter(({ roleId }) => roleId === id).map(memberView),
    }));
    return c.json({ memberMappings });
  };

  const grant = (c: Context) => {
    const membership = membershipOf(state, c);
    checkKind(state, membership);
    const { name, type } = membership;
    if (c.req.query('validateMember') === 'true' && !state.hasMember(type, name)) {
      throw new IqError(400, `There is no ${type.toLowerCase()} named ${name}.`);
    }
    state.grant(membership);
    return c.body(null, 204);
  };

  const revoke = (c: Context) => {
    const { name, ...rest } = membershipOf(state, c);
    if (state.revoke({ name, ...rest })) return c.body(null, 204);
    throw new IqError(404, `${name} does not have this role here.`);
  };

  return {
    listGlobalRoleMemberships: list,
    listOwnerRoleMemberships: list,
    grantGlobalRoleMembership: grant,
    grantOwnerRoleMembership: grant,
    revokeGlobalRoleMembership: revoke,
    revokeOwnerRoleMembership: revoke,
  } satisfies Record<string, Handler>;
}

/** @throws IqError 404 for an organization or application that is not there, by its internal id. */
function ownerOf(state: IqState, c: Context): Owner {
  const type = pathParameter(c, 'ownerType') as OwnerType;
  if (type === 'global' || type === 'repository_container') return { type, id: type };
  const id = pathParameter(c, 'internalOwnerId');
  const all: readonly { id: string }[] = type === 'organization' ? state.organizations : state.applications;
  if (all.some((one) => one.id === id)) return { type, id };
  throw new IqError(404, `There is no ${type} with the internal id ${id}.`);
}

/** The owner and the organizations above it: their members are inherited (Sonatype). */
function withAncestors(state: IqState, owner: Owner): Owner[] {
  const application = state.applications.find(({ id }) => owner.type === 'application' && id === owner.id);
  const owners: Owner[] = [owner];
  let above = application?.organizationId ?? parentOf(state, owner);
  while (above !== undefined && !owners.some(({ id }) => id === above)) {
    const organization: Owner = { type: 'organization', id: above };
    owners.push(organization);
    above = parentOf(state, organization);
  }
  return owners;
}

function parentOf(state: IqState, { type, id }: Owner): string | undefined {
  if (type !== 'organization') return undefined;
  return state.organizations.find((one) => one.id === id)?.parentOrganizationId;
}

/** The case of the member's kind does not matter (Sonatype, since release 197). */
function membershipOf(state: IqState, c: Context): Membership {
  const owner = ownerOf(state, c);
  const roleId = pathParameter(c, 'roleId');
  if (!state.roles.some(({ id }) => id === roleId)) throw new IqError(404, `There is no role ${roleId}.`);
  const type = pathParameter(c, 'memberType').toUpperCase() as Membership['type'];
  return { owner, roleId, type, name: pathParameter(c, 'memberName') };
}

/** Built-in roles of administrators are granted globally, the other built-in ones elsewhere (Sonatype). */
function checkKind(state: IqState, { owner, roleId }: Membership): void {
  const role = state.roles.find(({ id }) => id === roleId);
  if (role?.builtIn !== true) return;
  const isGlobal = owner.type === 'global';
  if (ADMINISTRATOR_ROLES.includes(role.name) === isGlobal) return;
  throw new IqError(400, `The role ${role.name} cannot be granted ${isGlobal ? 'globally' : 'on an owner'}.`);
}

function memberView({ name, owner, type }: Membership) {
  return { ownerId: owner.id, ownerType: owner.type.toUpperCase(), type, userOrGroupName: name };
}
