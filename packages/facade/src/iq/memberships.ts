import {
  type GlobalOwnerType,
  grantGlobalRoleMembership,
  grantOwnerRoleMembership,
  listGlobalRoleMemberships,
  listOwnerRoleMemberships,
  type OwnerType,
  type RoleMember,
  type RoleMembers,
  revokeGlobalRoleMembership,
  revokeOwnerRoleMembership,
} from '@rollcall/iq/sdk';
import { deleteOrAbsent } from '../deprovision/steps.js';
import { InvalidInputError } from '../errors.js';
import type { Connection } from '../http/connection.js';
import { expectList } from '../http/expect.js';
import type { CallOptions } from '../http/options.js';
import type { Result } from '../http/types.js';
import { checkPathValue } from '../util/check.js';
import { ignored, readWritten, type WriteOptions } from '../written/check-written.js';
import { writeOptions } from '../written/write-options.js';

/** What a role is granted on. An organization and an application go by their internal ids (Sonatype). */
export type IqOwner = { readonly type: GlobalOwnerType } | { readonly type: OwnerType; readonly id: string };

/** A role that somebody has on an owner. A membership is bound to a name and knows no realm (Sonatype). */
export interface IqGrant {
  readonly owner: IqOwner;
  readonly roleId: string;
  /** A user's or a group's name. */
  readonly name: string;
  /** Default 'user'. */
  readonly member?: 'user' | 'group';
}

/** Who has which role on what, `/api/v2/roleMemberships`. */
export interface IqMemberships {
  /** All roles of one owner with their members, inherited ones included; `ownerId` of a member tells where it was granted. */
  list(owner: IqOwner, options?: CallOptions): Promise<RoleMembers[]>;
  /**
   * Grants a role. On an organization or application the server checks that the member exists (since IQ 198). IQ answers
   * nothing: `verify: true` reads the owner's memberships. @throws IgnoredFieldsError when the grant is not among them.
   */
  grant(grant: IqGrant, options?: WriteOptions): Promise<void>;
  /** Takes a role away; that it is gone already is no error. `verify` as for `grant`. */
  revoke(grant: IqGrant, options?: WriteOptions): Promise<void>;
}

export function iqMemberships(connection: Connection): IqMemberships {
  const memberships: IqMemberships = {
    async list(owner, options) {
      checkOwner(owner);
      const answer =
        'id' in owner
          ? await connection.call(
              listOwnerRoleMemberships,
              { path: { ownerType: owner.type, internalOwnerId: owner.id } },
              options,
            )
          : await connection.call(listGlobalRoleMemberships, { path: { ownerType: owner.type } }, options);
      return expectList<RoleMembers>(answer, 'memberMappings');
    },

    async grant(grant, options) {
      const { verify, ...call } = writeOptions(options);
      const { owner } = grant;
      const path = memberPath(grant);
      const result =
        'id' in owner
          ? await connection.call(
              grantOwnerRoleMembership,
              { path: { ...path, ...ownerPath(owner) }, query: { validateMember: true } },
              call,
            )
          : await connection.call(
              grantGlobalRoleMembership,
              { path: { ...path, ownerType: owner.type } },
              call,
            );
      if (verify) await confirm(grant, true, result, call);
    },

    async revoke(grant, options) {
      const { verify, ...call } = writeOptions(options);
      const { owner } = grant;
      const path = memberPath(grant);
      let result: Result | undefined;
      await deleteOrAbsent(async () => {
        result =
          'id' in owner
            ? await connection.call(
                revokeOwnerRoleMembership,
                { path: { ...path, ...ownerPath(owner) } },
                call,
              )
            : await connection.call(
                revokeGlobalRoleMembership,
                { path: { ...path, ownerType: owner.type } },
                call,
              );
      });
      if (verify && result) await confirm(grant, false, result, call);
    },
  };

  /** Reads whether a grant is there after a success. */
  async function confirm(
    grant: IqGrant,
    isWanted: boolean,
    result: Result,
    call: CallOptions,
  ): Promise<void> {
    const all = await readWritten(() => memberships.list(grant.owner, call), undefined, result);
    const has = all.some(({ roleId, members = [] }) => roleId === grant.roleId && members.some(isOf(grant)));
    if (has !== isWanted) throw ignored([`role ${grant.roleId} of ${grant.name}`], all, result);
  }

  return memberships;
}

/** Tells whether a membership is this very grant, and not one of an owner above. */
export function isOf({ owner, name, member: kind = 'user' }: IqGrant): (member: RoleMember) => boolean {
  return (member) =>
    member.userOrGroupName === name &&
    (member.type?.toUpperCase() === 'GROUP') === (kind === 'group') &&
    isGrantedOn(owner, member);
}

/** An owner is one of two shapes, and what is told apart by a member has to be an object. */
function checkOwner(owner: unknown): void {
  const { type } = (owner ?? {}) as { type?: unknown };
  if (typeof type === 'string' && type !== '') return;
  throw new InvalidInputError(
    "owner must be { type, id } of an organization or application, or { type: 'global' }; nothing was sent",
  );
}

function memberPath({ owner, roleId, name, member = 'user' }: IqGrant) {
  checkOwner(owner);
  checkPathValue('roleId', roleId);
  checkPathValue('name', name);
  // Lower case: servers before 197 take no other (Sonatype).
  return { roleId, memberName: name, memberType: member };
}

function ownerPath(owner: { readonly type: OwnerType; readonly id: string }) {
  checkPathValue('owner.id', owner.id);
  return { ownerType: owner.type, internalOwnerId: owner.id };
}

/** True for a grant that was made on this very owner, and not inherited from one above. */
function isGrantedOn(owner: IqOwner, { ownerId, ownerType }: RoleMember): boolean {
  // An answer that does not say where is taken for a grant here: to revoke what is not there does no harm.
  if (!('id' in owner)) return ownerType === undefined || ownerType.toLowerCase() === owner.type;
  return ownerId === undefined || ownerId === owner.id;
}

/** How an owner is called in results and errors. */
export function nameOfOwner(owner: IqOwner): string {
  return 'id' in owner ? `${owner.type} ${owner.id}` : owner.type;
}
