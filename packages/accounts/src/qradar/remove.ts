import type { DeprovisionResult } from '@rollcall/facade';
import type { QRadar, QRadarUser } from '@rollcall/facade/qradar';
import type { Account } from '../account.js';
import type { LeftOver } from '../change.js';
import { type Left, takeOut } from '../shared/leaver.js';
import { orAborted } from '../shared/or-aborted.js';
import { reasonOf } from '../shared/reason-of.js';
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
  let told: Promise<void> | undefined;
  const tell = (task: number) => {
    told ??= (async () => options.onTask?.(String(task)))();
    // Awaited below; a rejection that nobody awaits yet would end the process.
    told.catch(() => {});
  };
  const { done, left } = await takeOut(system, account.login, async () => {
    const { intervalMs, timeoutMs } = options;
    // A user that is staged and not deployed is found by its name only.
    const who = account.pending === 'create' ? account.login : Number(account.id);
    return qradar.users.deprovision(who, {
      ...call,
      ...(intervalMs === undefined ? {} : { intervalMs }),
      ...(timeoutMs === undefined ? {} : { timeoutMs }),
      ...(options.resume === undefined ? {} : { resume: begun(account, Number(options.resume)) }),
      deploy,
      onProgress: ({ task_id }) => tell(task_id),
    });
  });
  try {
    await (told && orAborted(told, options.signal));
    return { done, left };
  } catch (reason) {
    // It failed, or was not waited for any longer, which changes nothing of what was done.
    return { done, left: [...left, untold(account, reason)] };
  }
}

function untold({ login }: Account, reason: unknown): LeftOver {
  return {
    what: `the task that deleted user ${login}`,
    reason: `onTask was told of it and failed: ${reasonOf(reason)}`,
    todo: 'Nothing waits for the task any more. Mend what onTask writes to before the next removal.',
  };
}

/** What the facade goes on from: the deletion was begun, and its task is known. */
function begun({ id, login }: Account, task: number): DeprovisionResult<QRadarUser> {
  const started = { what: 'user', id, action: 'deletion started', task } as const;
  return { user: { id: Number(id), username: login }, done: [started], left: [] };
}
