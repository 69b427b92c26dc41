import type { User } from '@rollcall/qualys-saq/sdk';
import { onlyDelete } from '../deprovision/only-delete.js';
import type { DeprovisionResult, ResumeOptions } from '../deprovision/result.js';
import { Steps } from '../deprovision/steps.js';
import { InvalidInputError } from '../errors.js';
import type { CallOptions } from '../http/options.js';
import { where } from './criteria.js';
import type { QualysSaqUsers } from './users.js';

export interface SaqDeprovisionOptions extends CallOptions, ResumeOptions<User> {
  /** SAQ cannot disable a user: only 'delete'. */
  readonly mode?: 'delete';
}

/** The verb that takes several calls. */
export interface QualysSaqLifecycle {
  /**
   * Takes a person, by email address or `{ id }`, out of SAQ: deletes the user and looks whether the search still finds it.
   * SAQ's API knows no tokens and no sessions; users of other Qualys modules are not touched, and `left` says so.
   * @throws InvalidInputError when there is no such user in the scope of the API user; DeprovisionError at the first
   * thing that fails.
   */
  deprovision(
    user: string | { readonly id: string },
    options?: SaqDeprovisionOptions,
  ): Promise<DeprovisionResult<User>>;
}

export function qualysSaqLifecycle(users: QualysSaqUsers): QualysSaqLifecycle {
  async function byId(id: string, call: CallOptions): Promise<User | undefined> {
    for await (const user of users.list(where('id', 'EQUALS', id), call)) if (user.id === id) return user;
    return undefined;
  }

  return {
    async deprovision(who, { resume, mode, ...call } = {}) {
      onlyDelete('Qualys SAQ', mode);
      const user =
        resume?.user ?? (typeof who === 'string' ? await users.find(who, call) : await byId(who.id, call));
      if (!user) {
        const name = typeof who === 'string' ? who : who.id;
        throw new InvalidInputError(
          `user '${name}' does not exist, or is outside the scope of the API user; nothing was changed`,
        );
      }
      const at = { what: 'user', id: user.id } as const;
      const steps = new Steps<User>(user, user.emailAddress ?? user.id, resume);
      // An earlier run may have deleted without learning of it.
      const isThere = resume ? await steps.look(at, () => byId(user.id, call)) : user;
      if (isThere) await steps.do({ ...at, action: 'deleted' }, () => users.delete(user.id, call));
      if (await steps.look(at, () => byId(user.id, call))) {
        const reason = 'Qualys answered SUCCESS to the deletion, and the search still finds the user.';
        steps.leave({ ...at, reason, todo: 'Look at the user in SAQ, or call deprovision again.' });
      } else steps.note({ ...at, action: 'confirmed absent' });
      steps.leave({
        what: 'user',
        id: `${user.emailAddress ?? user.id} in other Qualys modules`,
        reason: "SAQ's API reaches the users of SAQ only (Qualys).",
        todo: 'Look for the person in the Administration module.',
      });
      return steps.result();
    },
  };
}
