import type { deleteStagedUser, deleteUser, getDeleteTask, getStagedDeleteTask } from '@rollcall/qradar/sdk';
import type { Connection } from '../http/connection.js';
import { protocolError } from '../http/errors/protocol-error.js';
import type { CallOptions } from '../http/options.js';
import type { Result } from '../http/types.js';
import { checkWait, signalOf, type WaitOptions } from '../polling.js';
import { checkNumericId } from '../util/check.js';
import { told } from '../util/told.js';
import type { DeleteTaskState } from './types.js';
import { clean, sameTask, waitForTask } from './wait-for-task.js';

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
