import type { User } from '@rollcall/qualys-saq/sdk';
import { checkDeprovision } from '../deprovision/check-deprovision.js';
import { checkResume } from '../deprovision/check-resume.js';
import { onlyDelete } from '../deprovision/only-delete.js';
import type { DeprovisionResult, ResumeOptions } from '../deprovision/result.js';
import { Steps } from '../deprovision/steps.js';
import { InvalidInputError } from '../errors.js';
import { callRules } from '../http/option-rules.js';
import type { CallOptions } from '../http/options.js';
import { checkRequired } from '../util/check.js';
import { where } from './criteria.js';
import type { QualysSaqUsers } from './user-verbs.js';

export interface SaqDeprovisionOptions extends CallOptions, ResumeOptions<User> {
  /** SAQ cannot disable a user: only 'delete'. */
  readonly mode?: 'delete';
}

/** How a person leaves. */
export interface QualysSaqDeprovision {
  /**
   * Takes a person, by email address or `{ id }`, out of SAQ: deletes the user and looks whether the search still finds it.
   * SAQ's API knows no tokens and no sessions; users of other Qualys modules are not touched, and `left` says so.
   * @throws InvalidInputError when there is no such user in the scope of the API user; DeprovisionError at the first
   * thing that fails, an abort included.
   * @example
   * const { done, left } = await saq.users.deprovision('jane@example.com');
   * for (const { what, id, todo } of left) console.log(what, id, todo);
   */
  deprovision(
    user: string | { readonly id: string },
    options?: SaqDeprovisionOptions,
  ): Promise<DeprovisionResult<User>>;
}

export function qualysSaqDeprovision(users: QualysSaqUsers): QualysSaqDeprovision {
  async function byId(id: string, call: CallOptions): Promise<User | undefined> {
    for await (const user of users.list(where('id', 'EQUALS', id), call)) if (user.id === id) return user;
    return undefined;
  }

  return {
    async deprovision(who, options = {}) {
      checkDeprovision(options, callRules);
      const { resume, mode, ...call } = options;
      onlyDelete('Qualys SAQ', mode);
      if (typeof who !== 'string') checkRequired('user', who, ['id']);
      const name = typeof who === 'string' ? who : who.id;
      checkResume(resume, name, ({ id, emailAddress }) => [id, emailAddress]);
      const found = () => (typeof who === 'string' ? users.find(who, call) : byId(who.id, call));
      const user = resume?.user ?? (await found());
      if (!user) {
        throw new InvalidInputError(
          `user '${name}' does not exist, or is outside the scope of the API user; nothing was changed`,
        );
      }
      const at = { what: 'user', id: user.id } as const;
      const deleted = { ...at, action: 'deleted' } as const;
      const steps = new Steps<User>(user, user.emailAddress ?? user.id, resume);
      // An earlier run may have deleted without learning of it.
      const isThere = resume ? await steps.look(at, () => byId(user.id, call)) : user;
      if (isThere) await steps.do(deleted, () => users.delete(user.id, call));
      const still = await steps.look(at, () => byId(user.id, call));
      steps.afresh('user');
      if (still) {
        const reason = 'Qualys answered SUCCESS to the deletion, and the search still finds the user.';
        steps.disprove(deleted, reason, 'Look at the user in SAQ, or call deprovision again.');
      } else {
        steps.settle('user');
        steps.note({ ...at, action: 'confirmed absent' });
      }
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
