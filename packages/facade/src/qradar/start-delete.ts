import type { Client } from '@rollcall/qradar/sdk';
import { breach } from '../http/answers.js';
import type { Carrier, Connection } from '../http/connection.js';
import { checkNumericId } from '../http/input.js';
import type { DeletionVerbs } from './delete-tasks.js';

/** Begins a deletion by `send`, and reads either document's task: the guide names its number `task_id`, IBM `id`. */
export function startDelete(
  connection: Connection<Client>,
  send: (id: number, carrier: Carrier<Client>) => Promise<{ data: unknown }>,
): DeletionVerbs['delete'] {
  return async (id, options) => {
    checkNumericId('id', id);
    const { data, response, call } = await connection.call(options, (carrier) => send(id, carrier));
    const task = data as { task_id?: unknown; id?: unknown } | null;
    const taskId = task?.task_id ?? task?.id;
    if (typeof taskId !== 'number') {
      throw breach(call, response, "expected a delete task with 'task_id' or 'id'");
    }
    return { ...(task as object), task_id: taskId };
  };
}
