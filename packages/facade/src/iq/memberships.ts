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
import type { Connection } from '../http/connection.js';
import { expectList } from '../http/expect.js';
import type { CallOptions } from '../http/options.js';
import { checkPathValue } from '../util/check.js';

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
  /** Grants a role. On an organization or application the server checks that the member exists (since IQ 198). */
  grant(grant: IqGrant, options?: CallOptions): Promise<void>;
  /** Takes a role away; that it is gone already is no error. */
  revoke(grant: IqGrant, options?: CallOptions): Promise<void>;
}

export function iqMemberships(connection: Connection): IqMemberships {
  return {
    async list(owner, options) {
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
      const { owner } = grant;
      const path = memberPath(grant);
      if ('id' in owner) {
        const parameters = { path: { ...path, ...ownerPath(owner) }, query: { validateMember: true } };
        await connection.call(grantOwnerRoleMembership, parameters, options);
      } else {
        await connection.call(
          grantGlobalRoleMembership,
          { path: { ...path, ownerType: owner.type } },
          options,
        );
      }
    },

    async revoke(grant, options) {
      const { owner } = grant;
      const path = memberPath(grant);
      await deleteOrAbsent(() =>
        'id' in owner
          ? connection.call(revokeOwnerRoleMembership, { path: { ...path, ...ownerPath(owner) } }, options)
          : connection.call(
              revokeGlobalRoleMembership,
              { path: { ...path, ownerType: owner.type } },
              options,
            ),
      );
    },
  };
}

function memberPath({ roleId, name, member = 'user' }: IqGrant) {
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
export function isGrantedOn(owner: IqOwner, { ownerId, ownerType }: RoleMember): boolean {
  // An answer that does not say where is taken for a grant here: to revoke what is not there does no harm.
  if (!('id' in owner)) return ownerType === undefined || ownerType.toLowerCase() === owner.type;
  return ownerId === undefined || ownerId === owner.id;
}

/** How an owner is called in results and errors. */
export function nameOfOwner(owner: IqOwner): string {
  return 'id' in owner ? `${owner.type} ${owner.id}` : owner.type;
}
