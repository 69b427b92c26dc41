import {
  grantGlobalRoleMembership,
  grantOwnerRoleMembership,
  listGlobalRoleMemberships,
  listOwnerRoleMemberships,
  type OwnerType,
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
import { type IqGrant, type IqOwner, isOf } from './grants.js';

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

interface Operations {
  readonly ofOwner: typeof grantOwnerRoleMembership | typeof revokeOwnerRoleMembership;
  readonly ofGlobal: typeof grantGlobalRoleMembership | typeof revokeGlobalRoleMembership;
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
      const operations = { ofOwner: grantOwnerRoleMembership, ofGlobal: grantGlobalRoleMembership };
      const result = await change(operations, grant, { validateMember: true }, call);
      if (verify) await confirm(grant, true, result, call);
    },

    async revoke(grant, options) {
      const { verify, ...call } = writeOptions(options);
      const operations = { ofOwner: revokeOwnerRoleMembership, ofGlobal: revokeGlobalRoleMembership };
      let result: Result | undefined;
      await deleteOrAbsent(async () => {
        result = await change(operations, grant, {}, call);
      });
      if (verify && result) await confirm(grant, false, result, call);
    },
  };

  /** IQ has one operation for organizations and applications, and one for what there is once. */
  async function change(
    operations: Operations,
    grant: IqGrant,
    query: { validateMember?: true },
    call: CallOptions,
  ): Promise<Result> {
    const { owner } = grant;
    const path = memberPath(grant);
    if (!('id' in owner))
      return connection.call(operations.ofGlobal, { path: { ...path, ownerType: owner.type } }, call);
    return connection.call(operations.ofOwner, { path: { ...path, ...ownerPath(owner) }, query }, call);
  }

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
