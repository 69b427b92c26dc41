import type { Realm, TokenRealm } from '@rollcall/iq/sdk';
import { checkDeprovision } from '../deprovision/check-deprovision.js';
import { checkResume } from '../deprovision/check-resume.js';
import { onlyDelete } from '../deprovision/only-delete.js';
import type { DeprovisionResult, DeprovisionStep, ResumeOptions } from '../deprovision/result.js';
import { Steps } from '../deprovision/steps.js';
import { InvalidInputError } from '../errors.js';
import { callRules } from '../http/option-rules.js';
import type { CallOptions } from '../http/options.js';
import { aText } from '../util/check-options.js';
import type { IqDirectories } from './directories.js';
import { type IqGrant, type IqOwner, isOf, nameOfOwner } from './grants.js';
import type { IqMemberships } from './memberships.js';
import type { IqUser, IqUsers, RealmQuery } from './users.js';

export interface IqDeprovisionOptions extends CallOptions, RealmQuery, ResumeOptions<IqUser> {
  /** IQ cannot disable a user: only 'delete'. */
  readonly mode?: 'delete';
}

/** How a person leaves. */
export interface IqDeprovision {
  /**
   * Takes a person out: revokes every role of that name (global, repositories, each organization and application), then the
   * user token, then the user, and reads all of it back. All owners have to be read, twice, as IQ lists no memberships by
   * user (Sonatype).
   * @throws InvalidInputError when there is no such user; DeprovisionError at the first thing that fails.
   * @example
   * const { done, left } = await iq.users.deprovision('jane');
   * for (const { what, id, todo } of left) console.log(what, id, todo);
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

export function iqDeprovision({ users, directories, memberships, realm: ownRealm }: Parts): IqDeprovision {
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
      if (!roleId) continue;
      const grant: IqGrant = { owner, roleId, name };
      if (members.some(isOf(grant))) grants.push(grant);
    }
    return grants;
  }

  /** Every grant that the user has now, one owner after the other. */
  async function* grantsOf(
    steps: Steps<IqUser>,
    name: string,
    call: CallOptions,
  ): AsyncGenerator<{ grant: IqGrant; step: DeprovisionStep }> {
    const owners = await steps.look({ what: 'role membership', id: `of ${name}` }, () => allOwners(call));
    for (const owner of owners) {
      const at = { what: 'role membership', id: `of ${name} on ${nameOfOwner(owner)}` } as const;
      for (const grant of await steps.look(at, () => grantsOn(owner, name, call))) {
        const id = `${grant.roleId} on ${nameOfOwner(owner)}`;
        yield { grant, step: { what: 'role membership', id, action: 'revoked' } };
      }
    }
  }

  async function revokeRoles(steps: Steps<IqUser>, name: string, call: CallOptions): Promise<void> {
    for await (const { grant, step } of grantsOf(steps, name, call))
      await steps.do(step, () => memberships.revoke(grant, call));
    steps.afresh('role membership');
    steps.settle('role membership');
  }

  /** A membership is bound to a name: one that is left, or was granted meanwhile, waits for the next user of that name. */
  async function confirmRoles(steps: Steps<IqUser>, name: string, call: CallOptions): Promise<void> {
    for await (const { grant, step } of grantsOf(steps, name, call)) {
      const reason = steps.takeBack(step)
        ? 'IQ answered success to the revocation, and the user still has the role.'
        : 'The role was granted while the user was taken out.';
      steps.leave({
        what: step.what,
        id: step.id,
        reason,
        todo: `Take role ${grant.roleId} away in IQ, or by memberships.revoke: the next user of that name would have it.`,
      });
    }
  }

  async function revokeToken(
    steps: Steps<IqUser>,
    name: string,
    query: RealmQuery,
    call: CallOptions,
  ): Promise<void> {
    const realm = query.realm === undefined ? {} : { realm: query.realm as TokenRealm };
    const at = { what: 'user token', id: `of ${name}` } as const;
    const find = () => steps.look(at, () => directories.userTokens.find(name, realm, call));
    const code = (await find())?.userCode;
    steps.afresh('user token');
    // The code is half of a credential: results name the user instead.
    if (code) {
      const revoked = { ...at, action: 'revoked' } as const;
      await steps.do(revoked, () => directories.userTokens.delete(code, call));
      if ((await find())?.userCode === code) {
        const reason = 'IQ answered success to the deletion of the token, and the token still answers.';
        steps.disprove(revoked, reason, 'Delete the user token in IQ.');
      }
    }
    steps.settle('user token');
  }

  return {
    async deprovision(username, options = {}) {
      checkDeprovision(options, { ...callRules, realm: aText });
      const { resume, mode, realm = ownRealm, ...call } = options;
      onlyDelete('Sonatype IQ', mode);
      checkResume(resume, username, (user) => [user.username]);
      const query: RealmQuery = realm === undefined ? {} : { realm: realm as Realm };
      const user = resume?.user ?? (await users.find(username, query, call));
      if (!user) throw new InvalidInputError(`user '${username}' does not exist; nothing was changed`);
      const steps = new Steps<IqUser>(user, username, resume);
      await revokeRoles(steps, username, call);
      await revokeToken(steps, username, query, call);
      const who = { what: 'user', id: username } as const;
      const deleted = { ...who, action: 'deleted' } as const;
      if (!steps.has(deleted)) await steps.remove(deleted, () => users.delete(username, query, call));
      const still = await steps.look(who, () => users.find(username, query, call));
      steps.afresh('user');
      if (still) {
        const reason = 'IQ answered success to the deletion, and the user still answers.';
        steps.disprove(deleted, reason, 'Delete the user in IQ, or call deprovision again.');
      } else steps.note({ ...who, action: 'confirmed absent' });
      await confirmRoles(steps, username, call);
      return steps.result();
    },
  };
}
