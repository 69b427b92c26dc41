import type { Dependent } from '@rollcall/qradar/sdk';
import type { DeprovisionResult, ResumeOptions } from '../deprovision/result.js';
import { deleteOrAbsent, isAbsent, Steps } from '../deprovision/steps.js';
import { HttpError, InvalidInputError, TaskFailedError } from '../errors.js';
import type { CallOptions } from '../http/options.js';
import { checkWait, signalOf, type WaitOptions } from '../polling.js';
import type { DeletionVerbs } from './delete-tasks.js';
import { findUser, type Parts } from './parts.js';
import { DEPLOY_TODO, deployFor } from './staged-deploy.js';
import type { DeleteTaskState, QRadarAuthorizedService, QRadarUser } from './types.js';

export interface QRadarDeprovisionOptions extends WaitOptions<DeleteTaskState>, ResumeOptions<QRadarUser> {
  /**
   * On a console with IBM's resources: deploy the deletion. A deploy takes other people's staged changes along, so the
   * default is false, and `left` says that the user can log in until a deploy.
   */
  readonly deploy?: boolean;
  /**
   * What becomes of the authorized services that the user created, whose tokens outlive the user (QRadar guide): 'revoke'
   * deletes them, which stops whatever uses them; 'keep' names them in `left`. Default 'revoke'.
   */
  readonly services?: 'revoke' | 'keep';
  /** Told what depends on the user, such as saved searches and reports, before anything is done. Throw to stop there. */
  readonly onDependents?: (dependents: readonly Dependent[]) => void | Promise<void>;
  /** QRadar cannot disable a user: only 'delete'. */
  readonly mode?: 'delete';
}

/**
 * Takes a person, by id or login name, out of a console: revokes the services with tokens, deletes the user, waits until the
 * task is COMPLETED, and confirms that the user answers 404 (QRadar guide, third scenario). On a console with IBM's
 * resources the deletion is staged; see `deploy`.
 * @throws InvalidInputError when there is no such user; DeprovisionError at the first thing that fails.
 */
export type Deprovision = (
  user: number | string,
  options?: QRadarDeprovisionOptions,
) => Promise<DeprovisionResult<QRadarUser>>;

export function qradarDeprovision(parts: Parts): Deprovision {
  const { users, staged, resources } = parts;
  return async (
    wanted,
    { resume, services = 'revoke', deploy, onDependents, mode = 'delete', ...wait } = {},
  ) => {
    if (mode !== 'delete') {
      throw new InvalidInputError("mode: QRadar's API cannot disable a user; leave mode out, which deletes");
    }
    checkWait(wait);
    const call = signalOf(wait);
    const user = resume?.user ?? (await findUser(parts, wanted, call));
    const steps = new Steps<QRadarUser>(user, user.username, resume);
    if (onDependents && !resume) {
      const dependents = await users.findDependents(user.id, wait);
      await onDependents(dependents);
      for (const dependent of dependents) leaveDependent(steps, dependent);
    }
    await revokeServices(parts, steps, user, services, call);
    const at = { what: 'user', id: String(user.id) } as const;
    const ways = {
      guide: () => deleteUser(steps, user, users, wait),
      async ibm() {
        await deleteUser(steps, user, staged.users, wait, 'staged for deletion');
        if (deploy) await deployDeletion(parts, steps, user, wait);
      },
    };
    // An earlier run may have deleted without learning of it.
    const isThere = !resume || (await steps.look(at, () => isDeployed(users, user.id, call)));
    if (isThere) await steps.look(at, () => resources.choose(ways, call));
    await confirmGone(parts, steps, user, call);
    return steps.result();
  };
}

function leaveDependent(steps: Steps<QRadarUser>, dependent: Dependent): void {
  if (dependent.dependent_type === 'AUTHORIZED_SERVICE') return;
  steps.leave({
    what: 'dependent',
    id: `${dependent.dependent_type} ${dependent.dependent_id} (${dependent.dependent_name ?? 'without a name'})`,
    reason: `It belonged to the user${dependent.blocking ? ' and blocks the deletion' : ''}.`,
    todo: 'Give it to another user in the console, or delete it there.',
  });
}

/** Services first: their tokens go on working without the user. */
async function revokeServices(
  { services }: Parts,
  steps: Steps<QRadarUser>,
  { username }: QRadarUser,
  wanted: 'revoke' | 'keep',
  call: CallOptions,
): Promise<void> {
  const at = { what: 'authorized service', id: `of ${username}` } as const;
  const all = await steps.look(at, async () => {
    try {
      return await services.list({}, call).toArray();
    } catch (error) {
      if (!(error instanceof HttpError) || ![403, 404, 405, 410].includes(error.status)) throw error;
      return error;
    }
  });
  if (all instanceof HttpError) {
    const todo = 'Look at Admin > Authorized Services, and delete those of the user.';
    steps.leave({ ...at, reason: `The console did not list them: ${all.message}`, todo });
    return;
  }
  for (const service of all) {
    const id = String(service.id);
    if (service.created_by === username && wanted === 'revoke') {
      const revoke = () => deleteOrAbsent(() => services.delete(service.id, call));
      await steps.do({ what: 'authorized service', id, action: 'revoked' }, revoke);
    } else if (service.created_by === username || !service.created_by) leaveService(steps, service);
  }
}

function leaveService(
  steps: Steps<QRadarUser>,
  { id, label, name, created_by }: QRadarAuthorizedService,
): void {
  steps.leave({
    what: 'authorized service',
    id: String(id),
    reason: created_by
      ? `'${label ?? name ?? id}' was kept as asked; its token outlives the user (QRadar guide).`
      : `The console does not say who created '${label ?? name ?? id}'.`,
    todo: `If it was the user's and should stop working: authorizedServices.delete(${id}).`,
  });
}

/** Deletes by the verbs of either resource. A task that an earlier run began is waited for instead of begun again. */
async function deleteUser(
  steps: Steps<QRadarUser>,
  user: QRadarUser,
  verbs: DeletionVerbs,
  wait: WaitOptions<DeleteTaskState>,
  action: 'deleted' | 'staged for deletion' = 'deleted',
): Promise<void> {
  const at = { what: 'user', id: String(user.id) } as const;
  if (steps.has({ ...at, action })) return;
  const begun = steps.find({ ...at, action: 'deletion started' })?.task;
  if (begun !== undefined && (await hasEnded(steps, at, verbs, begun, wait))) {
    steps.note({ ...at, action, task: begun });
    return;
  }
  let task: DeleteTaskState;
  try {
    task = await verbs.delete(user.id, signalOf(wait));
  } catch (error) {
    // Whether the operation is there at all is for the caller to judge; so is a user that is gone since an earlier run.
    if (isAbsent(error) || (error instanceof HttpError && error.status === 405)) throw error;
    return steps.look(at, () => Promise.reject(error));
  }
  wait.onProgress?.(task);
  steps.note({ ...at, action: 'deletion started', task: task.task_id });
  await steps.do({ ...at, action, task: task.task_id }, () => verbs.waitForDelete(task.task_id, wait));
}

/** Waits for a task of an earlier run; false when it failed or is forgotten, so that the deletion has to begin anew. */
async function hasEnded(
  steps: Steps<QRadarUser>,
  at: { readonly what: 'user'; readonly id: string },
  verbs: DeletionVerbs,
  task: number,
  wait: WaitOptions<DeleteTaskState>,
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

async function deployDeletion(
  { staged, users }: Parts,
  steps: Steps<QRadarUser>,
  user: QRadarUser,
  { signal, intervalMs, timeoutMs }: WaitOptions<DeleteTaskState>,
): Promise<void> {
  const wait = {
    ...(signal ? { signal } : {}),
    ...(intervalMs === undefined ? {} : { intervalMs }),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  };
  const at = { what: 'user', id: String(user.id) } as const;
  if (!(await isDeployed(users, user.id, wait))) return;
  const { others } = await steps.look(at, () => deployFor(user.id, wait, staged, users, signalOf(wait)));
  const along = others.map(({ username, change }) => `${username} (${change})`).join(', ');
  steps.note({
    ...at,
    action: 'deleted',
    because: along ? `The deploy took along: ${along}.` : 'The deploy took no other user along.',
  });
}

async function isDeployed(users: Parts['users'], id: number, call: CallOptions): Promise<boolean> {
  try {
    await users.get(id, signalOf(call as { signal?: AbortSignal }));
    return true;
  } catch (error) {
    if (isAbsent(error)) return false;
    throw error;
  }
}

async function confirmGone(
  { users }: Parts,
  steps: Steps<QRadarUser>,
  user: QRadarUser,
  call: CallOptions,
): Promise<void> {
  const at = { what: 'user', id: String(user.id) } as const;
  const isThere = await steps.look(at, () => isDeployed(users, user.id, call));
  if (!isThere) return steps.note({ ...at, action: 'confirmed absent' });
  const isStaged =
    steps.has({ ...at, action: 'staged for deletion' }) && !steps.has({ ...at, action: 'deleted' });
  if (isStaged) {
    const reason = 'The deletion is staged: the user can log in until a deploy.';
    return steps.leave({ ...at, reason, todo: DEPLOY_TODO });
  }
  const begun = steps.find({ ...at, action: 'deletion started' })?.task;
  await steps.look(at, async () => {
    throw new TaskFailedError(
      `delete task ${begun} is COMPLETED, but user '${user.username}' (${user.id}) still answers`,
      { task_id: begun },
    );
  });
}
