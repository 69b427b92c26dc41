import { type Client, taskStates } from '@rollcall/qradar/sdk';
import { TaskFailedError } from '../errors.js';
import { type Answer, breach, expectObject } from '../http/answers.js';
import type { Clock } from '../http/clock.js';
import type { Carrier, Connection } from '../http/connection.js';
import { checkNumericId } from '../http/input.js';
import type { CallOptions } from '../http/options.js';
import { poll, signalOf, type WaitOptions } from '../polling.js';
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

/** The verbs that follow a deletion once it has begun. */
export type DeletionWaits = Omit<DeletionVerbs, 'delete'>;

/** `start` is the verb that begins a deletion; `read` is the generated function of the guide's or of IBM's task. */
export function deletionWaits(
  connection: Connection<Client>,
  start: DeletionVerbs['delete'],
  read: (task_id: number, carrier: Carrier<Client>) => Promise<{ data: unknown }>,
): DeletionWaits {
  const readState = (taskId: number, options: CallOptions | undefined) =>
    connection.call(options, (carrier) => read(taskId, carrier));
  const verbs: DeletionWaits = {
    async deleteTask(taskId, options) {
      checkNumericId('taskId', taskId);
      return { ...expectObject<DeleteTaskState>(await readState(taskId, options)), task_id: taskId };
    },

    async waitForDelete(taskId, options = {}) {
      checkNumericId('taskId', taskId);
      const look = (signal: AbortSignal | undefined, deadlineMs: number) =>
        readState(taskId, { ...(signal ? { signal } : {}), deadlineMs });
      return waitForTask(taskId, look, options, connection.clock);
    },

    async deleteAndWait(id, options = {}) {
      const task = await start(id, signalOf(options));
      options.onProgress?.(task);
      return verbs.waitForDelete(task.task_id, options);
    },
  };
  return verbs;
}

/**
 * Polls a delete task until it is COMPLETED. CANCELLED, CONFLICT, EXCEPTION and INTERRUPTED are failures, all other
 * known states are waited for, and an unknown one is a ProtocolError: neither success nor a reason to poll for ever.
 */
function waitForTask(
  taskId: number,
  read: (signal: AbortSignal | undefined, leftMs: number) => Promise<Answer<unknown>>,
  options: WaitOptions<DeleteTaskState>,
  clock: Clock,
): Promise<DeleteTaskState> {
  let last: Answer<unknown>;
  return poll<DeleteTaskState, DeleteTaskState>(
    async (signal, leftMs) => {
      last = await read(signal, leftMs);
      // A task that answers without its number is still the one that was asked for.
      return { ...(last.data as object), task_id: taskId };
    },
    (task) => {
      const status = String(task.status);
      if (includes(done, status)) return { done: true, result: task };
      if (includes(failed, status)) {
        const said = task.message ? `: ${task.message.replace(/\.$/, '')}` : '';
        throw new TaskFailedError(
          `delete task ${taskId} ended as ${status}${said}. The user may still exist.`,
          task,
        );
      }
      if (!includes(pending, status)) {
        throw breach(
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
      `delete task ${taskId} was still ${task.status}; it goes on, and waitForDelete(${taskId}) waits for it again,`,
  );
}

function includes(states: readonly string[], status: string): boolean {
  return states.includes(status);
}
