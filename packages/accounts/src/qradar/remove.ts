import { HttpError } from '@rollcall/facade';
import type { QRadar } from '@rollcall/facade/qradar';
import type { Account } from '../account.js';
import type { LeftOver, Step } from '../change.js';
import { step } from '../shared/step.js';
import type { RemoveOptions } from '../system.js';

/**
 * Tokens first: deleting a user revokes none (QRadar guide). Then the user; the deletion is a task, which `resume` takes
 * up instead of starting a second one.
 */
export async function removeUser(
  qradar: QRadar,
  account: Account,
  options: RemoveOptions,
): Promise<{ done: Step[]; left: LeftOver[] }> {
  const call = options.signal ? { signal: options.signal } : {};
  const done: Step[] = [];
  const left: LeftOver[] = [];
  if (account.tokens && account.tokens.length > 0) {
    const ownService = await currentService(qradar, call);
    for (const { id, name = '' } of account.tokens) {
      const what = `authorized service ${id} '${name}'`;
      if (id === ownService) {
        left.push({
          what,
          reason: 'it is the credential that this program uses, and a service cannot delete itself (IBM)',
          todo: 'Make another credential, then delete this service on the console.',
        });
        continue;
      }
      await qradar.authorizedServices.delete(Number(id), call);
      done.push(step('token-revoked', what));
    }
  }
  const wait = {
    ...call,
    ...(options.intervalMs === undefined ? {} : { intervalMs: options.intervalMs }),
    ...(options.timeoutMs === undefined ? {} : { timeoutMs: options.timeoutMs }),
  };
  let task = options.resume;
  if (task === undefined) {
    task = String((await qradar.users.delete(Number(account.id), call)).task_id);
    await options.onTask?.(task);
  }
  await waitFor(qradar, Number(task), wait);
  done.push(step('account-removed', `user ${account.login} (${account.id}), delete task ${task}`));
  return { done, left };
}

/** A console forgets tasks; one that it does not know any more is settled by whether the user still answers. */
async function waitFor(
  qradar: QRadar,
  task: number,
  options: Parameters<QRadar['users']['waitForDelete']>[1],
) {
  try {
    await qradar.users.waitForDelete(task, options);
  } catch (error) {
    if (!(error instanceof HttpError && error.status === 404)) throw error;
  }
}

async function currentService(qradar: QRadar, call: { signal?: AbortSignal }): Promise<string | undefined> {
  for await (const { id } of qradar.authorizedServices.list({ current_authorized_service: true }, call)) {
    return String(id);
  }
  return undefined;
}
