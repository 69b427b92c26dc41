import { taskStates } from '@rollcall/qradar/sdk';
import { TaskFailedError } from '../errors.js';
import { protocolError } from '../http/errors/protocol-error.js';
import { redact } from '../http/errors/redact.js';
import { expectObject } from '../http/expect.js';
import type { Call, Result } from '../http/types.js';
import { poll, type WaitOptions, whileWaiting } from '../polling.js';
import type { Clock } from '../util/clock.js';
import type { DeleteTaskState } from './types.js';

const { done, failed, pending } = taskStates.TaskStatus;

/**
 * Polls a delete task until it is COMPLETED. CANCELLED, CONFLICT, EXCEPTION and INTERRUPTED are failures, all other
 * known states are waited for, and an unknown one is a ProtocolError: neither success nor a reason to poll for ever.
 */
export function waitForTask(
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
      `delete task ${taskId} was still ${task?.status ?? 'unanswered'}; it goes on, and waitForDelete(${taskId}) waits for it again`,
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

/** The state of the task that was asked for; one that comes without its number is still that one. */
export function sameTask(taskId: number, result: Result): DeleteTaskState {
  const task = expectObject<DeleteTaskState & { id?: unknown }>(result);
  for (const number of [task.task_id, task.id] as unknown[]) {
    if (number !== undefined && number !== null && number !== taskId)
      throw protocolError(result.call, result.response, `task ${taskId} was asked for, and another came`);
  }
  return clean({ ...task, task_id: taskId }, result.call);
}

/** What a task says goes into errors and bulk results: without what the call must not show. */
export function clean(task: object & { task_id: number }, call: Call): DeleteTaskState {
  return { ...(redact(task, call) as object), task_id: task.task_id };
}
