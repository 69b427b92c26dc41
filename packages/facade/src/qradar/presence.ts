import type { Steps } from '../deprovision/steps.js';
import { TaskFailedError } from '../errors.js';
import { orNone } from '../http/errors/absent.js';
import type { CallOptions } from '../http/options.js';
import type { Parts } from './parts.js';
import { isNotThere } from './resources.js';
import { DEPLOY_TODO } from './staged-deploy.js';
import type { QRadarUser } from './types.js';

/** Whether the console still has the user, where an earlier run may have deleted it without learning of it. */
export async function isThere(parts: Parts, user: QRadarUser, call: CallOptions): Promise<boolean> {
  if (await isDeployed(parts, user, call)) return true;
  if ((await parts.resources.which(call)) === 'guide') return false;
  try {
    return await isStaged(parts, user, call);
  } catch (error) {
    if (isNotThere(error)) return false; // a console that did not say, and has nothing staged
    throw error;
  }
}

/** Whether the console itself has the user, whatever is staged. */
export async function isDeployed({ users }: Parts, { id }: QRadarUser, call: CallOptions): Promise<boolean> {
  return (await orNone(() => users.get(id, call))) !== undefined;
}

/** Whether the user is staged. Asked of the list: that one staged user answers 404 could also mean that the console has no staged users at all. */
export async function isStaged(
  { staged }: Parts,
  { id, username }: QRadarUser,
  call: CallOptions,
): Promise<boolean> {
  return (await staged.users.find(username, call))?.id === id;
}

/** The user must answer 404; a staged deletion is left for a deploy. */
export async function confirmGone(
  parts: Parts,
  steps: Steps<QRadarUser>,
  user: QRadarUser,
  call: CallOptions,
): Promise<void> {
  const at = { what: 'user', id: String(user.id) } as const;
  const remains = await steps.look(at, () => isDeployed(parts, user, call));
  steps.afresh('user');
  const isOnlyStaged =
    steps.has({ ...at, action: 'staged for deletion' }) && !steps.has({ ...at, action: 'deleted' });
  if (!remains) {
    steps.settle('user');
    const because = 'A deploy took the deletion along, or the user was never deployed.';
    if (isOnlyStaged) steps.note({ ...at, action: 'deleted', because });
    return steps.note({ ...at, action: 'confirmed absent' });
  }
  if (isOnlyStaged) {
    const reason = 'The deletion is staged: the user can log in until a deploy.';
    return steps.leave({ ...at, reason, todo: DEPLOY_TODO });
  }
  const begun = steps.find({ ...at, action: 'deletion started' })?.task;
  for (const action of ['deletion started', 'deleted'] as const) steps.takeBack({ ...at, action });
  await steps.look(at, async () => {
    throw new TaskFailedError(
      `delete task ${begun} is COMPLETED, but user '${user.username}' (${user.id}) still answers`,
      { task_id: begun },
    );
  });
}
