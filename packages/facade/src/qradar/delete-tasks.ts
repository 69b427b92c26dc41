import {
  type deleteStagedUser,
  type deleteUser,
  type getDeleteTask,
  type getStagedDeleteTask,
  taskStates,
} from '@rollcall/qradar/sdk';
import { TaskFailedError } from '../errors.js';
import type { Connection } from '../http/connection.js';
import { protocolError } from '../http/errors/protocol-error.js';
import { redact } from '../http/errors/redact.js';
import { expectObject } from '../http/expect.js';
import type { CallOptions } from '../http/options.js';
import type { Call, Result } from '../http/types.js';
import { checkWait, poll, signalOf, type WaitOptions, whileWaiting } from '../polling.js';
import { checkNumericId } from '../util/check.js';
import type { Clock } from '../util/clock.js';
import { told } from '../util/told.js';
import type { DeleteTaskState } from './types.js';

const { done, failed, pending } = taskStates.TaskStatus;

/** The verbs around an asynchronous deletion, alike for deployed and staged users. */
export interface DeletionVerbs {
  /** Starts a deletion (202). The user is gone only when the task is COMPLETED: keep `task_id`, then `waitForDelete`. */
  delete(id: number, options?: CallOptions): Promise<DeleteTaskState>;
  /** The state of a deletion. */
  deleteTask(taskId: number, options?: CallOptions): Promise<DeleteTaskState>;
  /**
   * Waits until a deletion is COMPLETED, also one that another process started.
   * @throws TaskFailedError when it ends otherwise; a `TimeoutError` after `timeoutMs`, upon which it can be called again.
   */
  waitForDelete(taskId: number, options?: WaitOptions<DeleteTaskState>): Promise<DeleteTaskState>;
  /** `delete`, then `waitForDelete`. */
  deleteAndWait(id: number, options?: WaitOptions<DeleteTaskState>): Promise<DeleteTaskState>;
}

/** The two operations of an asynchronous deletion, as the guide or as IBM has them. */
export interface DeletionOperations {
  readonly start: typeof deleteUser | typeof deleteStagedUser;
  readonly readTask: typeof getDeleteTask | typeof getStagedDeleteTask;
}

export function deletionVerbs(
  connection: Connection,
  { start, readTask }: DeletionOperations,
): DeletionVerbs {
  const readState = (task_id: number, options: CallOptions | undefined) =>
    connection.call(readTask, { path: { task_id } }, options);
  const verbs: DeletionVerbs = {
    async delete(id, options) {
      checkNumericId('id', id);
      return startedTask(await connection.call(start, { path: { id } }, options));
    },

    async deleteTask(taskId, options) {
      checkNumericId('taskId', taskId);
      return sameTask(taskId, await readState(taskId, options));
    },

    async waitForDelete(taskId, options = {}) {
      checkNumericId('taskId', taskId);
      checkWait(options);
      const look = (signal: AbortSignal | undefined, deadlineMs: number) =>
        readState(taskId, { ...(signal ? { signal } : {}), deadlineMs });
      return waitForTask(taskId, look, options, connection.clock);
    },

    async deleteAndWait(id, options = {}) {
      checkNumericId('id', id);
      checkWait(options);
      const task = await verbs.delete(id, signalOf(options));
      const onProgress = told('onProgress', options.onProgress);
      onProgress?.(task);
      return verbs.waitForDelete(task.task_id, { ...options, ...(onProgress ? { onProgress } : {}) });
    },
  };
  return verbs;
}

/** The task of a deletion that has begun: the guide names its number `task_id`, IBM `id`. */
function startedTask({ data, response, call }: Result): DeleteTaskState {
  const task = data as { task_id?: unknown; id?: unknown } | null;
  const taskId = task?.task_id ?? task?.id;
  if (!Number.isSafeInteger(taskId) || (taskId as number) < 0) {
    throw protocolError(
      call,
      response,
      "the deletion was begun, but the answer names no task: expected a whole number in 'task_id' or 'id'",
    );
  }
  return clean({ ...(task as object), task_id: taskId as number }, call);
}

/** The state of the task that was asked for; one that comes without its number is still that one. */
function sameTask(taskId: number, result: Result): DeleteTaskState {
  const task = expectObject<DeleteTaskState & { id?: unknown }>(result);
  for (const number of [task.task_id, task.id] as unknown[]) {
    if (number !== undefined && number !== null && number !== taskId)
      throw protocolError(result.call, result.response, `task ${taskId} was asked for, and another came`);
  }
  return clean({ ...task, task_id: taskId }, result.call);
}

/** What a task says goes into errors and bulk results: without what the call must not show. */
function clean(task: object & { task_id: number }, call: Call): DeleteTaskState {
  return { ...(redact(task, call) as object), task_id: task.task_id };
}

/**
 * Polls a delete task until it is COMPLETED. CANCELLED, CONFLICT, EXCEPTION and INTERRUPTED are failures, all other
 * known states are waited for, and an unknown one is a ProtocolError: neither success nor a reason to poll for ever.
 */
function waitForTask(
  taskId: number,
  read: (signal: AbortSignal | undefined, leftMs: number) => Promise<Result>,
  options: WaitOptions<DeleteTaskState>,
  clock: Clock,
): Promise<DeleteTaskState> {
  let last: Result;
  let known: DeleteTaskState = { task_id: taskId } as DeleteTaskState;
  return poll<DeleteTaskState, DeleteTaskState>(
    async (signal, leftMs) => {
      last = await read(signal, leftMs);
      known = sameTask(taskId, last);
      return known;
    },
    (task) => {
      const status = String(task.status);
      if (includes(done, status)) return { done: true, result: task };
      if (includes(failed, status)) {
        const { message } = task as { message?: unknown };
        const said =
          typeof message === 'string' && message ? `: ${message.slice(0, 600).replace(/\.$/, '')}` : '';
        throw new TaskFailedError(
          `delete task ${taskId} ended as ${status}${said}. The user may still exist.`,
          task,
        );
      }
      if (!includes(pending, status)) {
        throw protocolError(
          last.call,
          last.response,
          `delete task ${taskId} has the unknown status '${status}'; known: ${[...done, ...failed, ...pending].join(', ')}`,
        );
      }
      return { done: false };
    },
    options,
    clock,
    (task) =>
      `delete task ${taskId} was still ${task?.status ?? 'unanswered'}; it goes on, and waitForDelete(${taskId}) waits for it again,`,
  ).catch((error) => {
    throw whileWaiting(
      error,
      known,
      `Delete task ${taskId} goes on: waitForDelete(${taskId}) waits for it again.`,
    );
  });
}

function includes(states: readonly string[], status: string): boolean {
  return states.includes(status);
}
