import { answerItem } from '../http/answer.js';
import { ApiError, CODES } from '../http/errors.js';
import type { Call } from '../http/route.js';
import { shapes } from '../query/shapes.js';
import { DEFAULT_ADMIN_ID } from '../state/seed-data.js';
import { stagedDeleteTaskPath, startTask, taskView } from '../tasks/tasks.js';
import { PROTECTION_CODES } from './user-codes.js';

/**
 * Starts a deletion. The guide's answers `{task_id}`, IBM's the task with `id` and a `Location`. Authorized services
 * of the user are not touched (QRadar guide). A second deletion while one runs is a 409, which no document names.
 */
export function deleteUser(call: Call, kind: 'delete-deployed' | 'delete-staged'): Response {
  const { caller, state } = call;
  const id = call.id();
  if (!caller.has('ADMIN') && !caller.has('ADMINMANAGER')) {
    throw new ApiError(403, CODES.missingCapability, 'You do not have the capabilities to delete this user.');
  }
  const user = kind === 'delete-deployed' ? state.deployedUser(id) : state.stagedUser(id);
  if (user === undefined) throw new ApiError(404, CODES.notFound, `No user has the id ${id}.`);
  if (id === DEFAULT_ADMIN_ID) {
    throw new ApiError(403, PROTECTION_CODES.defaultAdmin, 'The default admin user cannot be deleted.');
  }
  const roleId = (user.deployed ?? user.staged)?.user_role_id ?? 0;
  if (caller.user?.id === id || (state.hasCapability(roleId, 'ADMIN') && !caller.has('ADMINMANAGER'))) {
    throw new ApiError(403, PROTECTION_CODES.notAllowed, 'You cannot delete this user.');
  }
  for (const task of state.tasks.values()) {
    if (task.userId === id && task.kind !== 'dependents' && !task.settled) {
      throw new ApiError(409, CODES.notFound, `The user is being deleted already, by the task ${task.id}.`);
    }
  }
  const task = startTask(state, kind, user, caller);
  if (kind === 'delete-deployed') return Response.json({ task_id: task.id }, { status: 202 });
  return answerItem(call, taskView(task, state), {
    shape: shapes.deleteTask,
    status: 202,
    headers: { Location: stagedDeleteTaskPath(task.id) },
  });
}
