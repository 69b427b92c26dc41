import type { TaskFault } from '../../sandbox/sandbox.js';
import { pathOf } from '../../spec/places.js';
import { failedTaskStates } from '../facts.js';
import { answerItem } from '../http/answer.js';
import type { Caller } from '../http/auth.js';
import { ApiError, CODES } from '../http/errors.js';
import type { Call, OperationRoute } from '../http/route.js';
import { shapes } from '../query/shapes.js';
import type { TaskKind, TaskRecord, UserRecord } from '../state/model.js';
import type { QRadarState } from '../state/state.js';
import { dependentsOf } from './dependents-of.js';

export const taskRoutes: readonly OperationRoute[] = [
  {
    operationId: 'getDeleteTask',
    handle: (call) => {
      const task = findDeleteTask(call);
      const view = { task_id: task.id, ...taskView(task, call.state) };
      return answerItem(call, view, { shape: shapes.deleteTask });
    },
  },
  {
    operationId: 'getStagedDeleteTask',
    handle: (call) => {
      const task = findDeleteTask(call);
      return answerItem(call, taskView(task, call.state), {
        shape: shapes.deleteTask,
        headers: { Location: stagedDeleteTaskPath(task.id) },
      });
    },
  },
];

/** Deletions of either resource are found under both paths: they are one kind of task. */
function findDeleteTask(call: Call): TaskRecord {
  const id = call.id('task_id');
  const task = call.state.tasks.get(id);
  if (task !== undefined && task.kind !== 'dependents') return task;
  throw new ApiError(404, CODES.notFound, `No deletion task has the id ${id}.`);
}

/** Where IBM's Location header points, as a path: that is how IBM's page prints it. */
export function stagedDeleteTaskPath(id: number): string {
  return pathOf('qradar', 'getStagedDeleteTask', id);
}

export function startTask(state: QRadarState, kind: TaskKind, user: UserRecord, caller: Caller): TaskRecord {
  const task: TaskRecord = {
    id: state.nextTaskId(),
    kind,
    userId: user.id,
    username: user.username,
    createdBy: caller.name,
    created: state.now,
    states: faulty(state.taskStates, state.takeFault()),
    settled: false,
    dependents: kind === 'dependents' ? dependentsOf(user, state) : [],
  };
  state.tasks.set(task.id, task);
  forgetOldTasks(state);
  return task;
}

/** A stuck task never reaches its last state; a failed or unknown one ends in another. */
function faulty(states: readonly string[], fault: TaskFault | undefined): readonly string[] {
  if (fault === undefined) return [...states];
  const before = states.slice(0, -1);
  if (fault.outcome === 'stuck') return before.length > 0 ? before : ['QUEUED'];
  return [...before, fault.state ?? (fault.outcome === 'failed' ? 'EXCEPTION' : UNKNOWN_STATE)];
}

/** A state that is none of IBM's twelve. */
export const UNKNOWN_STATE = 'SUSPENDED';

/** Finished tasks beyond this many are forgotten, oldest first, so that a long run does not grow. */
const REMEMBERED_TASKS = 1000;

function forgetOldTasks(state: QRadarState): void {
  if (state.tasks.size <= REMEMBERED_TASKS) return;
  for (const task of state.tasks.values()) {
    if (!task.settled) continue;
    state.tasks.delete(task.id);
    return;
  }
}

/** IBM's Delete Task Status, also the common part of a Dependents Task Status; times not reached are null. */
export function taskView(task: TaskRecord, state: QRadarState): Record<string, unknown> {
  const { step, status } = progress(task, state);
  const stepMs = Math.max(0, state.settings.taskStepMs);
  const isDone =
    step === task.states.length - 1 && (status === 'COMPLETED' || failedTaskStates.includes(status));
  return {
    id: task.id,
    name: task.kind === 'dependents' ? `Find dependents of ${task.username}` : `Delete user ${task.username}`,
    message: message(task, status),
    status,
    created_by: task.createdBy,
    created: task.created,
    started: step > 0 || task.states.length === 1 ? task.created + Math.min(step, 1) * stepMs : null,
    modified: task.created + step * stepMs,
    completed: isDone ? task.created + step * stepMs : null,
  };
}

/** Which of its states a task is in now: one per step of the clock, the last one for good. */
export function progress(task: TaskRecord, state: QRadarState): { step: number; status: string } {
  const { taskStepMs } = state.settings;
  const last = task.states.length - 1;
  const elapsed = taskStepMs > 0 ? Math.floor((state.now - task.created) / taskStepMs) : last;
  const step = Math.max(0, Math.min(elapsed, last));
  return { step, status: task.states[step] as string };
}

function message(task: TaskRecord, status: string): string {
  if (status === 'QUEUED') return 'The task waits for its turn.';
  if (failedTaskStates.includes(status)) return `The task ended as ${status}; the user was left as it is.`;
  if (status !== 'COMPLETED') return 'Looking for what depends on the user.';
  return task.kind === 'dependents' ? 'What depends on the user was found.' : 'The user was deleted.';
}

/** Lets every task that has reached its last state take effect. Called before each request. */
export function settleTasks(state: QRadarState): void {
  for (const task of state.tasks.values()) {
    if (task.settled) continue;
    const { step, status } = progress(task, state);
    if (step < task.states.length - 1) continue;
    // A task stuck in a pending state keeps its user blocked; every other one is over.
    task.settled = status === 'COMPLETED' || failedTaskStates.includes(status);
    if (status !== 'COMPLETED') continue;
    if (task.kind === 'delete-deployed') state.forget(task.userId);
    const user = state.users.get(task.userId);
    if (task.kind === 'delete-staged' && user !== undefined) {
      user.staged = undefined;
      state.purge(user.id);
    }
  }
}
