import { taskStates } from '@rollcall/qradar';
import { TaskFailedError } from '../errors.js';
import { type Answer, breach } from '../http/answers.js';
import type { Clock } from '../http/clock.js';
import { poll, type WaitOptions } from '../polling.js';
import type { DeleteTaskState } from './types.js';

const { done, failed, pending } = taskStates.TaskStatus;

/** Reads either document's task: the guide names its number `task_id`, IBM `id`. */
export function readTask(answer: Answer<unknown>): DeleteTaskState {
  const task = answer.data as { task_id?: unknown; id?: unknown } | null;
  const id = task?.task_id ?? task?.id;
  if (typeof id !== 'number') {
    throw breach(answer.call, answer.response, "expected a delete task with 'task_id' or 'id'");
  }
  return { ...(task as object), task_id: id };
}

/**
 * Polls a delete task until it is COMPLETED. CANCELLED, CONFLICT, EXCEPTION and INTERRUPTED are failures, all other
 * known states are waited for, and an unknown one is a ProtocolError: neither success nor a reason to poll for ever.
 */
export function waitForTask(
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
