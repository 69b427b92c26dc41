import {
  cancelUserDependentsTask,
  type Dependent,
  type DependentsTask,
  getUserDependents,
  getUserDependentsTask,
  listUserDependents,
  taskStates,
} from '@rollcall/qradar/sdk';
import { TaskFailedError } from '../errors.js';
import type { Connection } from '../http/connection.js';
import { protocolError } from '../http/errors/protocol-error.js';
import { expectList, expectObject } from '../http/expect.js';
import type { CallOptions } from '../http/options.js';
import type { Result } from '../http/types.js';
import { poll, type WaitOptions } from '../polling.js';
import { checkNumericId } from '../util/check.js';

/** What would be left without its owner when a user goes. */
export interface Dependents {
  /**
   * Starts the search for what depends on a user, such as saved searches and reports (IBM). `id` is the number of the
   * task, from the `Location` that the console answers where there is one.
   */
  dependents(id: number, options?: CallOptions): Promise<DependentsTask>;
  /** The state of that search. */
  dependentsTask(taskId: number, options?: CallOptions): Promise<DependentsTask>;
  /** What a completed search found: type, name and owner of each thing, and whether it blocks a deletion (IBM). */
  dependentsFound(taskId: number, options?: CallOptions): Promise<Dependent[]>;
  /** Ends a search that runs. Which status asks for that is not documented: CANCEL_REQUESTED (unconfirmed). */
  cancelDependents(taskId: number, options?: CallOptions): Promise<DependentsTask>;
  /** `dependents`, waits until the search is COMPLETED, then `dependentsFound`. @throws TaskFailedError when it ends otherwise. */
  findDependents(id: number, options?: WaitOptions<never>): Promise<Dependent[]>;
}

const { done, failed, pending } = taskStates.TaskStatus;

export function qradarDependents(connection: Connection): Dependents {
  const dependents: Dependents = {
    async dependents(id, options) {
      checkNumericId('id', id);
      const result = await connection.call(getUserDependents, { path: { id } }, options);
      const task = expectObject<DependentsTask>(result);
      const followed = taskOfLocation(result);
      return followed === undefined ? task : { ...task, id: followed };
    },

    async dependentsTask(taskId, options) {
      checkNumericId('taskId', taskId);
      const path = { task_id: taskId };
      return expectObject(await connection.call(getUserDependentsTask, { path }, options));
    },

    async dependentsFound(taskId, options) {
      checkNumericId('taskId', taskId);
      const path = { task_id: taskId };
      return expectList(await connection.call(listUserDependents, { path }, options));
    },

    async cancelDependents(taskId, options) {
      checkNumericId('taskId', taskId);
      const parameters = { path: { task_id: taskId }, body: { status: 'CANCEL_REQUESTED' } as const };
      return expectObject(await connection.call(cancelUserDependentsTask, parameters, options));
    },

    async findDependents(id, { signal, intervalMs, timeoutMs } = {}) {
      const call = signal ? { signal } : {};
      const task = await dependents.dependents(id, call);
      checkNumericId('the id of the dependents task', task.id);
      const taskId = task.id;
      let last: Result;
      const read = async (given: AbortSignal | undefined, deadlineMs: number) => {
        const options = { ...(given ? { signal: given } : {}), deadlineMs };
        last = await connection.call(getUserDependentsTask, { path: { task_id: taskId } }, options);
        return expectObject<DependentsTask>(last);
      };
      const settle = (state: DependentsTask) => {
        const status = String(state.status);
        if (includes(done, status)) return { done: true as const, result: undefined };
        if (includes(failed, status))
          throw new TaskFailedError(`dependents task ${taskId} ended as ${status}`, state);
        if (includes(pending, status)) return { done: false as const };
        throw protocolError(
          last.call,
          last.response,
          `dependents task ${taskId} has the unknown status '${status}'`,
        );
      };
      const wait = {
        ...call,
        ...(intervalMs === undefined ? {} : { intervalMs }),
        ...(timeoutMs === undefined ? {} : { timeoutMs }),
      };
      const describe = (state: DependentsTask | undefined) =>
        `dependents task ${taskId} was still ${state?.status ?? 'unanswered'}; it goes on, and dependentsFound(${taskId}) reads it later,`;
      await poll(read, settle, wait, connection.clock, describe);
      return dependents.dependentsFound(taskId, call);
    },
  };
  return dependents;
}

/** The task that `Location` names, whatever the address in front of it: the next call goes to this console all the same. */
function taskOfLocation({ response }: Result): number | undefined {
  const last = /\/(\d{1,15})\/?(?:\?.*)?$/.exec(response.headers.get('location') ?? '')?.[1];
  return last === undefined ? undefined : Number(last);
}

function includes(list: readonly string[], status: string): boolean {
  return list.includes(status);
}
