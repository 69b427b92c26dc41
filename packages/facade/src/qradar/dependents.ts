import {
  type Client,
  type DependentsTask,
  getUserDependents,
  getUserDependentsTask,
} from '@rollcall/qradar/sdk';
import { expectObject } from '../http/answers.js';
import type { Connection } from '../http/connection.js';
import { checkNumericId } from '../http/input.js';
import type { CallOptions } from '../http/options.js';

/** What would be left without its owner when a user goes. */
export interface Dependents {
  /** Starts the search for what depends on a user, such as saved searches and reports (IBM 21.0). */
  dependents(id: number, options?: CallOptions): Promise<DependentsTask>;
  /** The state of that search. The address is known from a header only (unconfirmed). */
  dependentsTask(taskId: number, options?: CallOptions): Promise<DependentsTask>;
}

export function qradarDependents(connection: Connection<Client>): Dependents {
  return {
    async dependents(id, options) {
      checkNumericId('id', id);
      return expectObject(
        await connection.call(options, (carrier) => getUserDependents({ ...carrier, path: { id } })),
      );
    },

    async dependentsTask(taskId, options) {
      checkNumericId('taskId', taskId);
      return expectObject(
        await connection.call(options, (carrier) =>
          getUserDependentsTask({ ...carrier, path: { task_id: taskId } }),
        ),
      );
    },
  };
}
