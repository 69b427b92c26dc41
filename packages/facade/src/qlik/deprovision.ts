import { paging } from '@rollcall/qlik/sdk';
import { checkDeprovision } from '../deprovision/check-deprovision.js';
import { checkResume } from '../deprovision/check-resume.js';
import type { DeprovisionResult, ResumeOptions } from '../deprovision/result.js';
import { Steps } from '../deprovision/steps.js';
import { InvalidInputError } from '../errors.js';
import { orNone } from '../http/errors/absent.js';
import { callRules } from '../http/option-rules.js';
import type { CallOptions } from '../http/options.js';
import type { QlikApiKey, QlikDirectories } from './directories.js';
import type { QlikLicences } from './licences.js';
import { takeLicences } from './take-licences.js';
import type { QlikUser, UserLookup } from './types.js';
import type { QlikUsers } from './user-verbs.js';

export interface QlikDeprovisionOptions extends CallOptions, ResumeOptions<QlikUser> {
  /**
   * 'disable' keeps the user, who can no longer log in, and takes the licences away. API keys are revoked in both modes.
   * Default 'delete'.
   */
  readonly mode?: 'delete' | 'disable';
}

/** What a leaver has beside the user. */
type QlikBelongings = QlikDirectories & { readonly licences: QlikLicences };

/** How a person leaves. */
export interface QlikDeprovision {
  /**
   * Takes a person, by id, `{ email }` or `{ subject }`, out of the tenant: revokes the API keys, then deletes the user, and
   * reads back. Deleting also frees the licence, ends an open session, and leaves what the user owned without an owner
   * (Qlik help).
   * @throws InvalidInputError when there is no such user; DeprovisionError at the first thing that fails.
   * @example
   * const { done, left } = await qlik.users.deprovision({ email: 'jane@example.com' });
   * for (const { what, id, todo } of left) console.log(what, id, todo);
   */
  deprovision(
    user: UserLookup | { readonly id: string },
    options?: QlikDeprovisionOptions,
  ): Promise<DeprovisionResult<QlikUser>>;
}

export function qlikDeprovision(users: QlikUsers, belongings: QlikBelongings): QlikDeprovision {
  async function findUser(who: UserLookup | { readonly id: string }, call: CallOptions): Promise<QlikUser> {
    const byId = typeof who === 'object' && who !== null && 'id' in who ? who.id : undefined;
    const user = byId === undefined ? await users.find(who as UserLookup, call) : await getOrNone(byId, call);
    if (user) return user;
    const name = typeof who === 'string' ? who : JSON.stringify(who);
    throw new InvalidInputError(`user ${name} does not exist; nothing was changed`);
  }

  const getOrNone = (id: string, call: CallOptions): Promise<QlikUser | undefined> =>
    orNone(() => users.get(id, {}, call) as Promise<QlikUser>);

  async function revokeKeys(steps: Steps<QlikUser>, user: QlikUser, call: CallOptions): Promise<void> {
    const at = { what: 'API key', id: `of ${user.id}` } as const;
    const list = () =>
      belongings.apiKeys.list({ sub: user.id }, call).toArray({ pageSize: paging.listApiKeys.maxPageSize });
    const keys = await steps.look(at, list);
    steps.afresh('API key');
    // Should the filter be ignored, everybody's keys come: owners are compared here too.
    const isActive = (key: QlikApiKey) => key.sub === user.id && key.status === 'active';
    const active = keys.filter(isActive);
    for (const { id } of active) {
      await steps.remove({ what: 'API key', id, action: 'revoked' }, () =>
        belongings.apiKeys.delete(id, call),
      );
    }
    const kept = active.length > 0 ? (await steps.look(at, list)).filter(isActive) : [];
    for (const { id } of kept) {
      const reason = 'Qlik answered success to the revocation, and the key is still active.';
      const todo = `Revoke it in the tenant, or by apiKeys.delete('${id}').`;
      steps.disprove({ what: 'API key', id, action: 'revoked' }, reason, todo);
    }
    steps.settle('API key');
  }

  async function remove(steps: Steps<QlikUser>, user: QlikUser, call: CallOptions): Promise<void> {
    const at = { what: 'user', id: user.id } as const;
    const deleted = { ...at, action: 'deleted' } as const;
    if (!steps.has(deleted)) await steps.remove(deleted, () => users.delete(user.id, call));
    const still = await steps.look(at, () => getOrNone(user.id, call));
    steps.afresh('user');
    if (still && still.status !== 'deleted') {
      const reason = 'Qlik answered success to the deletion, and the user still answers.';
      return steps.disprove(deleted, reason, 'Look at the user in the administration of the tenant.');
    }
    steps.note({ ...at, action: 'confirmed absent' });
    const because = 'Qlik does so when a user is deleted (Qlik help); not looked at.';
    steps.note({ what: 'session', id: `of ${user.id}`, action: 'ended', because });
    steps.note({ what: 'licence', id: `of ${user.id}`, action: 'ended', because });
    steps.leave({
      what: 'content',
      id: `of ${user.id}`,
      reason: 'What the user owned has no owner now (Qlik help).',
      todo: 'Give apps and spaces to somebody else, if there are any.',
    });
  }

  async function disable(steps: Steps<QlikUser>, user: QlikUser, call: CallOptions): Promise<void> {
    const at = { what: 'user', id: user.id } as const;
    const disabled = { ...at, action: 'disabled' } as const;
    if (!steps.has(disabled)) {
      const now = steps.wasStoppedAt(disabled)
        ? await steps.look(at, async () => (await users.get(user.id, {}, call)) as QlikUser)
        : user;
      if (now.status === 'disabled')
        steps.note({ ...disabled, because: 'The user was disabled already when it was to be disabled.' });
      else
        await steps.do(disabled, () =>
          users.update(user.id, { status: 'disabled' }, { ...call, verify: true }),
        );
    }
    steps.afresh('user');
    const reason = 'That disabling ends a session is not documented.';
    steps.leave({
      what: 'session',
      id: `of ${user.id}`,
      reason,
      todo: 'Delete the user to end open sessions.',
    });
    await takeLicences(belongings.licences, steps, user, call);
  }

  return {
    async deprovision(who, options = {}) {
      checkDeprovision(options, callRules);
      const { resume, mode = 'delete', ...call } = options;
      if (mode !== 'delete' && mode !== 'disable') {
        throw new InvalidInputError(`mode must be 'delete' or 'disable', not '${String(mode)}'`);
      }
      const wanted = typeof who === 'object' && who !== null ? Object.values(who)[0] : who;
      checkResume(resume, wanted, ({ id, email, subject }) => [id, email, subject]);
      const user = resume?.user ?? (await findUser(who, call));
      const steps = new Steps<QlikUser>(user, user.email ?? user.subject ?? user.id, resume);
      await revokeKeys(steps, user, call);
      await (mode === 'disable' ? disable : remove)(steps, user, call);
      return steps.result();
    },
  };
}
