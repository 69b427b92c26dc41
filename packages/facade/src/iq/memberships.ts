import {
  type GlobalOwnerType,
  grantGlobalRoleMembership,
  grantOwnerRoleMembership,
  listGlobalRoleMemberships,
  listOwnerRoleMemberships,
  type OwnerType,
  type RoleMembers,
  revokeGlobalRoleMembership,
  revokeOwnerRoleMembership,
} from '@rollcall/iq/sdk';
import { InvalidInputError } from '../errors.js';
import type { Connection } from '../http/connection.js';
import { isAbsent } from '../http/errors/absent.js';
import { expectList } from '../http/expect.js';
import type { CallOptions } from '../http/options.js';
import type { Result } from '../http/types.js';
import { checkPathValue } from '../util/check.js';
import { checkOptions, oneOf, unknownName } from '../util/check-options.js';
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
  /**
   * Takes a role away; that it is gone already is no error. IQ says the same of an owner that does not exist: `verify: true`
   * reads the owner's memberships, as for `grant`, and rejects there with its 404.
   */
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
      try {
        const result = await change(operations, grant, {}, call);
        if (verify) await confirm(grant, false, result, call);
      } catch (error) {
        if (!isAbsent(error)) throw error;
        // The same 404 comes where the grant is gone, and where there is no such owner: reading that one rejects.
        if (verify && isHeld(grant, await memberships.list(grant.owner, call))) throw error;
      }
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
    if (isHeld(grant, all) !== isWanted)
      throw ignored([`role ${grant.roleId} of ${grant.name}`], all, result);
  }

  return memberships;
}

const isHeld = (grant: IqGrant, all: readonly RoleMembers[]): boolean =>
  all.some(({ roleId, members = [] }) => roleId === grant.roleId && members.some(isOf(grant)));

const STANDS_ALONE: Record<GlobalOwnerType, true> = { global: true, repository_container: true };
const HAS_ID: Record<OwnerType, true> = { organization: true, application: true };

/** What IQ does not know is a 404 of an address, which a revocation would take for a role that is gone. */
function checkOwner(owner: unknown): void {
  const { id, type } = (owner ?? {}) as { id?: unknown; type?: unknown };
  if (typeof type !== 'string' || type === '') {
    throw new InvalidInputError(
      "owner must be { type, id } of an organization or application, or { type: 'global' }; nothing was sent",
    );
  }
  if (Object.hasOwn(HAS_ID, type)) checkPathValue('owner.id', id);
  else if (!Object.hasOwn(STANDS_ALONE, type)) {
    throw unknownName('owner.type', type, Object.keys({ ...HAS_ID, ...STANDS_ALONE }));
  } else if ('id' in (owner as object))
    throw new InvalidInputError(`owner ${type} has no id: there is one of it; nothing was sent`);
}

function memberPath({ owner, roleId, name, member = 'user' }: IqGrant) {
  checkOwner(owner);
  checkPathValue('roleId', roleId);
  checkPathValue('name', name);
  checkOptions('the grant', { member }, { member: oneOf('user', 'group') });
  // Lower case: servers before 197 take no other (Sonatype).
  return { roleId, memberName: name, memberType: member };
}

function ownerPath(owner: { readonly type: OwnerType; readonly id: string }) {
  return { ownerType: owner.type, internalOwnerId: owner.id };
}
