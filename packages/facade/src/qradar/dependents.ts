import { type DependentsTask, getUserDependents, getUserDependentsTask } from '@rollcall/qradar/sdk';
import type { Connection } from '../http/connection.js';
import { expectObject } from '../http/expect.js';
import type { CallOptions } from '../http/options.js';
import { checkNumericId } from '../util/check.js';

/** What would be left without its owner when a user goes. */
export interface Dependents {
  /** Starts the search for what depends on a user, such as saved searches and reports (IBM). */
  dependents(id: number, options?: CallOptions): Promise<DependentsTask>;
  /** The state of that search. The address is known from a header only (unconfirmed). */
  dependentsTask(taskId: number, options?: CallOptions): Promise<DependentsTask>;
}

export function qradarDependents(connection: Connection): Dependents {
  return {
    async dependents(id, options) {
      checkNumericId('id', id);
      return expectObject(await connection.call(getUserDependents, { path: { id } }, options));
    },

    async dependentsTask(taskId, options) {
      checkNumericId('taskId', taskId);
      return expectObject(
        await connection.call(getUserDependentsTask, { path: { task_id: taskId } }, options),
      );
    },
  };
}
