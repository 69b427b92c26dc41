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
import { redact } from '../http/errors/redact.js';
import { expectList, expectObject } from '../http/expect.js';
import type { CallOptions } from '../http/options.js';
import type { Result } from '../http/types.js';
import { checkWait, poll, signalOf, type WaitOptions, whileWaiting } from '../polling.js';
import { checkNumericId } from '../util/check.js';
import { type DependentsSearch, locationOf, taskIdOf } from './dependents-location.js';

/** What would be left without its owner when a user goes. */
export interface Dependents {
  /**
   * Starts the search for what depends on a user, such as saved searches and reports (IBM). The answer's `id` is the
   * number of the task, and `location` its address as the console gave it. Hand on the whole answer, and that address
   * is followed.
   */
  dependents(id: number, options?: CallOptions): Promise<DependentsSearch>;
  /** The state of that search, by its number or as `dependents` answered it. */
  dependentsTask(task: number | DependentsSearch, options?: CallOptions): Promise<DependentsTask>;
  /** What a completed search found: type, name and owner of each thing, and whether it blocks a deletion (IBM). */
  dependentsFound(task: number | DependentsSearch, options?: CallOptions): Promise<Dependent[]>;
  /** Ends a search that runs. It sends the status CANCEL_REQUESTED, which no page documents (unconfirmed). */
  cancelDependents(task: number | DependentsSearch, options?: CallOptions): Promise<DependentsTask>;
  /**
   * `dependents`, waits until the search is COMPLETED, then `dependentsFound`. Follows `Location` where the console
   * gives one, and builds the path where not. @throws TaskFailedError when the search ends otherwise; a `TimeoutError`
   * after `timeoutMs`, and the search goes on.
   */
  findDependents(id: number, options?: WaitOptions<DependentsTask>): Promise<Dependent[]>;
}

const { done, failed, pending } = taskStates.TaskStatus;

export function qradarDependents(connection: Connection): Dependents {
  const { baseUrl } = connection;
  const readTask = (task: number | DependentsSearch, options: CallOptions | undefined) =>
    connection.call(
      getUserDependentsTask,
      { path: { task_id: taskIdOf(task) }, ...locationOf(task, baseUrl) },
      options,
    );

  const dependents: Dependents = {
    async dependents(id, options) {
      checkNumericId('id', id);
      const result = await connection.call(getUserDependents, { path: { id } }, options);
      const task = expectObject<DependentsTask>(result);
      const location = result.response.headers.get('location');
      return searchOf(task, location, result);
    },

    async dependentsTask(task, options) {
      return expectObject(await readTask(task, options));
    },

    async dependentsFound(task, options) {
      const results = { path: { task_id: taskIdOf(task) }, ...locationOf(task, baseUrl, '/results') };
      return expectList(await connection.call(listUserDependents, results, options));
    },

    async cancelDependents(task, options) {
      const body = { status: 'CANCEL_REQUESTED' } as const;
      const cancel = { path: { task_id: taskIdOf(task) }, body, ...locationOf(task, baseUrl) };
      return expectObject(await connection.call(cancelUserDependentsTask, cancel, options));
    },

    async findDependents(id, options = {}) {
      checkNumericId('id', id);
      checkWait(options);
      const call = signalOf(options);
      const task = await dependents.dependents(id, call);
      await waitForSearch(connection, task, (given) => readTask(task, given), options);
      return dependents.dependentsFound(task, call);
    },
  };
  return dependents;
}

/** The search that was started. Its number is the last part of `Location`, or stands in the answer. */
function searchOf(
  task: DependentsTask,
  location: string | null,
  { call, response }: Result,
): DependentsSearch {
  const last = /\/(\d{1,15})\/?(?:\?.*)?$/.exec(location ?? '')?.[1];
  const id: unknown = last === undefined ? task.id : Number(last);
  if (!Number.isSafeInteger(id) || (id as number) < 0)
    throw protocolError(
      call,
      response,
      "the search was begun, but the answer names no task: expected a 'Location' that ends in its number, or a whole number in 'id'",
    );
  return { ...task, id: id as number, ...(location ? { location } : {}) };
}

async function waitForSearch(
  { clock }: Connection,
  { id }: DependentsSearch,
  read: (options: CallOptions) => Promise<Result>,
  options: WaitOptions<DependentsTask>,
): Promise<void> {
  let last: Result;
  let known: DependentsTask | undefined;
  const look = async (signal: AbortSignal | undefined, deadlineMs: number) => {
    last = await read({ ...(signal ? { signal } : {}), deadlineMs });
    known = redact(expectObject<DependentsTask>(last), last.call) as DependentsTask;
    return known;
  };
  const settle = (state: DependentsTask) => {
    const status = String(state.status);
    if (includes(done, status)) return { done: true, result: undefined } as const;
    if (includes(failed, status))
      throw new TaskFailedError(`dependents task ${id} ended as ${status}`, state);
    if (includes(pending, status)) return { done: false } as const;
    throw protocolError(
      last.call,
      last.response,
      `dependents task ${id} has the unknown status '${status}'; known: ${[...done, ...failed, ...pending].join(', ')}`,
    );
  };
  const describe = (state: DependentsTask | undefined) =>
    `dependents task ${id} was still ${state?.status ?? 'unanswered'}; it goes on, and dependentsFound(${id}) reads it later`;
  try {
    await poll<DependentsTask, undefined>(look, settle, options, clock, describe);
  } catch (error) {
    const goesOn = `Dependents task ${id} goes on: dependentsFound(${id}) reads it later.`;
    throw whileWaiting(error, known ?? { id }, goesOn);
  }
}

function includes(list: readonly string[], status: string): boolean {
  return list.includes(status);
}
