import type { DeprovisionStep } from '../deprovision/result.js';
import type { Steps } from '../deprovision/steps.js';
import { HttpError, TaskFailedError } from '../errors.js';
import { isAbsent } from '../http/errors/absent.js';
import { poll, signalOf, type WaitOptions } from '../polling.js';
import type { DeletionVerbs } from './delete-tasks.js';
import type { Parts } from './parts.js';
import { isDeployed, isStaged } from './presence.js';
import { deployFor } from './staged-deploy.js';
import type { DeleteTaskState, QRadarUser } from './types.js';

type Wait = WaitOptions<DeleteTaskState>;

/** Deletes the user as the guide does: at once. */
export function removeDeployed(
  parts: Parts,
  steps: Steps<QRadarUser>,
  user: QRadarUser,
  wait: Wait,
): Promise<void> {
  const remains = () => isDeployed(parts, user, signalOf(wait));
  return remove(parts, steps, user, { verbs: parts.users, action: 'deleted', remains, wait });
}

/** Deletes the user as IBM does: staged, and deployed when asked. */
export async function removeStaged(
  parts: Parts,
  steps: Steps<QRadarUser>,
  user: QRadarUser,
  { deploy, wait }: { readonly deploy: boolean; readonly wait: Wait },
): Promise<void> {
  const remains = () => isStaged(parts, user, signalOf(wait));
  const verbs = parts.staged.users;
  await remove(parts, steps, user, { verbs, action: 'staged for deletion', remains, wait });
  if (deploy) await deployRemoval(parts, steps, user, wait);
}

interface Removal {
  readonly verbs: DeletionVerbs;
  readonly action: 'deleted' | 'staged for deletion';
  /** Whether the configuration that the verbs write still has the user. */
  readonly remains: () => Promise<boolean>;
  readonly wait: Wait;
}

/** A task that an earlier run began is waited for instead of begun again. */
async function remove(
  parts: Parts,
  steps: Steps<QRadarUser>,
  user: QRadarUser,
  { verbs, action, remains, wait }: Removal,
): Promise<void> {
  const at = { what: 'user', id: String(user.id) } as const;
  const started = { ...at, action: 'deletion started' } as const;
  if (steps.has({ ...at, action })) return;
  const begun = steps.find(started)?.task;
  if (begun !== undefined && (await hasEnded(steps, { ...at, action }, verbs, begun, wait))) {
    steps.note({ ...at, action, task: begun });
    return;
  }
  const wasCutOff = steps.wasStoppedAt(started);
  let task: DeleteTaskState;
  try {
    task = await verbs.delete(user.id, signalOf(wait));
  } catch (error) {
    const status = error instanceof HttpError ? error.status : undefined;
    // Whether the operation is there at all is for the caller to judge.
    if (status === 405 || status === 410) throw error;
    if (status === 404) {
      if (await steps.look(at, remains)) throw error;
      return steps.note({ ...at, action, because: 'The user was gone already when it was to be deleted.' });
    }
    // The answer to an earlier run's call was lost, and the console is at it.
    if (status === 409 && wasCutOff) {
      const because = 'The console was deleting the user already when deprovision went on.';
      return steps.do({ ...at, action, because }, () => untilGone(parts, user, remains, wait, error));
    }
    return steps.do(started, () => Promise.reject(error));
  }
  wait.onProgress?.(task);
  steps.note({ ...started, task: task.task_id });
  await steps.do({ ...at, action, task: task.task_id }, () => verbs.waitForDelete(task.task_id, wait));
}

/** Waits for a task of an earlier run; false when it failed or is forgotten, so that the deletion has to begin anew. */
function hasEnded(
  steps: Steps<QRadarUser>,
  at: DeprovisionStep,
  verbs: DeletionVerbs,
  task: number,
  wait: Wait,
): Promise<boolean> {
  return steps.look(at, async () => {
    try {
      await verbs.waitForDelete(task, wait);
      return true;
    } catch (error) {
      if (error instanceof TaskFailedError || isAbsent(error)) return false;
      throw error;
    }
  });
}

/** Waits for a deletion whose task nobody knows. @throws what the console said, where it ends without the user going. */
function untilGone(
  { connection }: Parts,
  { username }: QRadarUser,
  remains: () => Promise<boolean>,
  { onProgress: _, ...wait }: Wait,
  refusal: unknown,
): Promise<void> {
  const settle = (still: boolean) =>
    still ? ({ done: false } as const) : ({ done: true, result: undefined } as const);
  const describe = () => `user '${username}' still answered; the console said: ${(refusal as Error).message}`;
  return poll(remains, settle, wait, connection.clock, describe);
}

async function deployRemoval(
  parts: Parts,
  steps: Steps<QRadarUser>,
  user: QRadarUser,
  { signal, intervalMs, timeoutMs }: Wait,
): Promise<void> {
  const { staged, users } = parts;
  const wait = {
    ...(signal ? { signal } : {}),
    ...(intervalMs === undefined ? {} : { intervalMs }),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  };
  const call = signalOf(wait);
  const at = { what: 'user', id: String(user.id) } as const;
  if (!(await steps.look(at, () => isDeployed(parts, user, call)))) return;
  const isActive = async () => !(await isDeployed(parts, user, call));
  const { others } = await steps.look(at, () => deployFor(user.id, wait, { staged, users, call, isActive }));
  const along = others.map(({ username, change }) => `${username} (${change})`).join(', ');
  const because = along ? `The deploy took along: ${along}.` : 'The deploy took no other user along.';
  steps.note({ ...at, action: 'deleted', because });
}
