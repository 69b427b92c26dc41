import type { TokenRealm, UserCreate } from '@rollcall/iq/sdk';
import { onlyDelete } from '../deprovision/only-delete.js';
import type { DeprovisionResult, ResumeOptions } from '../deprovision/result.js';
import { deleteOrAbsent, Steps } from '../deprovision/steps.js';
import { InvalidInputError, PartialFailureError } from '../errors.js';
import type { CallOptions } from '../http/options.js';
import { oneOfName } from '../util/one-of-name.js';
import type { WriteOptions } from '../written/check-written.js';
import type { IqDirectories } from './directories.js';
import { type IqGrant, type IqMemberships, type IqOwner, isGrantedOn, nameOfOwner } from './memberships.js';
import type { IqUser, IqUsers, RealmQuery } from './users.js';

/** A role by its name or id, and what it is granted on: one of the four, by name or id. */
export type IqRoleWish = { readonly role: string } & (
  | { readonly organization: string }
  /** Public id, name, or internal id. */
  | { readonly application: string }
  | { readonly global: true }
  | { readonly repositoryContainer: true }
);

export type IqProvisionInput = UserCreate & { readonly roles?: readonly IqRoleWish[] };

export interface IqDeprovisionOptions extends CallOptions, RealmQuery, ResumeOptions<IqUser> {
  /** IQ cannot disable a user: only 'delete'. */
  readonly mode?: 'delete';
}

/** The verbs that take several calls. */
export interface IqLifecycle {
  /**
   * Creates a user and grants the roles, named by role and owner; the user is answered as it is then.
   * @throws InvalidInputError when a name matches none or several; it lists what exists, and nothing was created.
   * PartialFailureError when the user was created and a role could not be granted: `results` says which were.
   */
  provision(input: IqProvisionInput, options?: WriteOptions): Promise<IqUser>;
  /**
   * Takes a person out: revokes every role of that name (global, repositories, each organization and application), then the
   * user token, then the user, and reads back. All owners have to be read, as IQ lists no memberships by user (Sonatype).
   * @throws InvalidInputError when there is no such user; DeprovisionError at the first thing that fails.
   */
  deprovision(username: string, options?: IqDeprovisionOptions): Promise<DeprovisionResult<IqUser>>;
}

interface Parts {
  readonly users: IqUsers;
  readonly directories: IqDirectories;
  readonly memberships: IqMemberships;
  /** The client's own realm. */
  readonly realm: string | undefined;
}

export function iqLifecycle({ users, directories, memberships, realm: ownRealm }: Parts): IqLifecycle {
  async function grantsOf(
    name: string,
    wishes: readonly IqRoleWish[],
    call: CallOptions,
  ): Promise<IqGrant[]> {
    const roles = await directories.roles.list(call);
    const grants: IqGrant[] = [];
    for (const wish of wishes) {
      const { id: roleId } = oneOfName('role', wish.role, roles);
      grants.push({ name, roleId, owner: await ownerOf(wish, call) });
    }
    return grants;
  }

  async function ownerOf(wish: IqRoleWish, call: CallOptions): Promise<IqOwner> {
    if ('organization' in wish) {
      const { id } = oneOfName('organization', wish.organization, await directories.organizations.list(call));
      return { type: 'organization', id };
    }
    if ('application' in wish) {
      const all = await directories.applications.list(call);
      const byPublicId = all.find(({ publicId }) => publicId === wish.application)?.id;
      return { type: 'application', id: byPublicId ?? oneOfName('application', wish.application, all).id };
    }
    if ('global' in wish && wish.global) return { type: 'global' };
    if ('repositoryContainer' in wish && wish.repositoryContainer) return { type: 'repository_container' };
    throw new InvalidInputError(
      `roles: '${(wish as IqRoleWish).role}' needs what it is granted on: organization, application, global or repositoryContainer`,
    );
  }

  /** Everything that a role can be granted on. */
  async function allOwners(call: CallOptions): Promise<IqOwner[]> {
    const owners: IqOwner[] = [{ type: 'global' }, { type: 'repository_container' }];
    for (const { id } of await directories.organizations.list(call))
      if (id) owners.push({ type: 'organization', id });
    for (const { id } of await directories.applications.list(call))
      if (id) owners.push({ type: 'application', id });
    return owners;
  }

  /** The grants that were made to a user on one owner. */
  async function grantsOn(owner: IqOwner, name: string, call: CallOptions): Promise<IqGrant[]> {
    const grants: IqGrant[] = [];
    for (const { roleId, members = [] } of await memberships.list(owner, call)) {
      const has = members.some(
        (member) =>
          member.userOrGroupName === name &&
          member.type?.toUpperCase() !== 'GROUP' &&
          isGrantedOn(owner, member),
      );
      if (roleId && has) grants.push({ owner, roleId, name });
    }
    return grants;
  }

  async function revokeAll(steps: Steps<IqUser>, name: string, call: CallOptions): Promise<void> {
    const owners = await steps.look({ what: 'role membership', id: `of ${name}` }, () => allOwners(call));
    for (const owner of owners) {
      const at = { what: 'role membership', id: `of ${name} on ${nameOfOwner(owner)}` } as const;
      for (const grant of await steps.look(at, () => grantsOn(owner, name, call))) {
        const id = `${grant.roleId} on ${nameOfOwner(owner)}`;
        await steps.do({ what: 'role membership', id, action: 'revoked' }, () =>
          memberships.revoke(grant, call),
        );
      }
      const [kept] = await steps.look(at, () => grantsOn(owner, name, call));
      if (!kept) continue;
      const reason = 'IQ answered success, and the user still has the role.';
      steps.leave({ ...at, reason, todo: `Take role ${kept.roleId} away in IQ.` });
    }
  }

  return {
    async provision({ roles = [], ...input }, { verify, ...call } = {}) {
      const grants = roles.length > 0 ? await grantsOf(input.username, roles, call) : [];
      await users.create(input, { ...call, ...(verify === undefined ? {} : { verify }) });
      const granted: string[] = [];
      for (const grant of grants) {
        try {
          await memberships.grant(grant, call);
        } catch (cause) {
          throw new PartialFailureError(
            `user '${input.username}' was created, and of ${grants.length} role(s) ${granted.length} were granted: ${(cause as Error).message} Grant the rest by memberships.grant.`,
            { granted, failed: `${grant.roleId} on ${nameOfOwner(grant.owner)}` },
            { cause },
          );
        }
        granted.push(`${grant.roleId} on ${nameOfOwner(grant.owner)}`);
      }
      return users.get(
        input.username,
        input.realm === undefined ? {} : { realm: input.realm as never },
        call,
      );
    },

    async deprovision(username, { resume, mode, realm = ownRealm, ...call } = {}) {
      onlyDelete('Sonatype IQ', mode);
      const query = realm === undefined ? {} : { realm: realm as never };
      const user = resume?.user ?? (await users.find(username, query, call));
      if (!user) throw new InvalidInputError(`user '${username}' does not exist; nothing was changed`);
      const steps = new Steps<IqUser>(user, username, resume);
      await revokeAll(steps, username, call);

      const { userTokens } = directories;
      const tokenRealm = realm === undefined ? {} : { realm: realm as TokenRealm };
      const at = { what: 'user token', id: `of ${username}` } as const;
      const token = await steps.look(at, () => userTokens.find(username, tokenRealm, call));
      const code = token?.userCode;
      // The code is half of a credential: results name the user instead.
      if (code) await steps.do({ ...at, action: 'revoked' }, () => userTokens.delete(code, call));

      const who = { what: 'user', id: username } as const;
      if (!steps.has({ ...who, action: 'deleted' })) {
        await steps.do({ ...who, action: 'deleted' }, () =>
          deleteOrAbsent(() => users.delete(username, query, call)),
        );
      }
      const still = await steps.look(who, () => users.find(username, query, call));
      if (still) {
        const reason = 'IQ answered success to the deletion, and the user still answers.';
        steps.leave({ ...who, reason, todo: 'Delete the user in IQ, or call deprovision again.' });
      } else steps.note({ ...who, action: 'confirmed absent' });
      return steps.result();
    },
  };
}
