import type { DeprovisionResult } from '@rollcall/facade';
import type { QRadar, QRadarUser } from '@rollcall/facade/qradar';
import type { Account } from '../account.js';
import type { LeftOver, Step } from '../change.js';
import { type Left, takeOut } from '../shared/leaver.js';
import { step } from '../shared/step.js';
import type { RemoveOptions } from '../system.js';
import { controlOf } from './context.js';

/**
 * The facade's `deprovision`: tokens first, as deleting a user revokes none (QRadar guide), then the user. The deletion is a
 * task, which `resume` takes up instead of starting a second one.
 */
export async function removeUser(
  qradar: QRadar,
  system: string,
  account: Account,
  { deploy, ...options }: RemoveOptions & { readonly deploy: boolean },
): Promise<Left> {
  const call = controlOf(options);
  const own = await keepOwnService(qradar, account.login, call);
  let told: Promise<void> | undefined;
  const tell = (task: number) => {
    told ??= Promise.resolve(options.onTask?.(String(task)));
    // Awaited below; a rejection that nobody awaits yet would end the process.
    told.catch(() => {});
  };
  const { done, left } = await takeOut(system, account.login, async () => {
    const { intervalMs, timeoutMs } = options;
    // A user that is staged and not deployed is found by its name only.
    const who = account.pending === 'create' ? account.login : Number(account.id);
    const result = await qradar.users.deprovision(who, {
      ...call,
      ...(intervalMs === undefined ? {} : { intervalMs }),
      ...(timeoutMs === undefined ? {} : { timeoutMs }),
      ...(options.resume === undefined ? {} : { resume: begun(account, Number(options.resume)) }),
      services: own ? 'keep' : 'revoke',
      deploy,
      onProgress: ({ task_id }) => tell(task_id),
    });
    await told;
    return result;
  });
  if (!own) return { done, left };
  const kept = left.filter(({ what }) => what !== `authorized service ${own.id}`);
  return { done: [...own.revoked, ...done], left: [...kept, own.left] };
}

/** What the facade goes on from: the deletion was begun, and its task is known. */
function begun({ id, login }: Account, task: number): DeprovisionResult<QRadarUser> {
  const started = { what: 'user', id, action: 'deletion started', task } as const;
  return { user: { id: Number(id), username: login }, done: [started], left: [] };
}

/**
 * Where the credential in use is a service of the user's, the facade must not revoke it: a service cannot delete itself
 * (IBM). The user's other services are revoked here then.
 */
async function keepOwnService(
  qradar: QRadar,
  login: string,
  call: { signal?: AbortSignal },
): Promise<{ id: number; revoked: Step[]; left: LeftOver } | undefined> {
  let own: { id: number; label?: string | null; created_by?: string | null } | undefined;
  for await (const service of qradar.authorizedServices.list({ current_authorized_service: true }, call)) {
    own = service;
  }
  if (own?.created_by !== login) return undefined;
  const revoked: Step[] = [];
  for await (const { created_by, id } of qradar.authorizedServices.list({}, call)) {
    if (created_by !== login || id === own.id) continue;
    await qradar.authorizedServices.delete(id, call);
    revoked.push(step('token-revoked', `authorized service ${id} revoked`));
  }
  const left = {
    what: `authorized service ${own.id} '${own.label ?? ''}'`,
    reason: 'it is the credential that this program uses, and a service cannot delete itself (IBM)',
    todo: 'Make another credential, then delete this service on the console.',
  };
  return { id: own.id, revoked, left };
}
