import type { UserCreate } from '@rollcall/qradar/sdk';
import type { BulkOptions, BulkReport, BulkSource, BulkWriteOptions } from '../bulk/bulk.js';
import { checkBulk } from '../bulk/check-bulk.js';
import { bulkVerb, bulkWrite } from '../bulk/one-by-one.js';
import type { WaitOptions } from '../polling.js';
import { checkOptions, limitMs, pauseMs } from '../util/check-options.js';
import type { Clock } from '../util/clock.js';
import type { DeleteTaskState, QRadarUser } from './types.js';
import type { QRadarUsers, QRadarUserUpdate } from './user-verbs.js';

/** Changes to one of several users. */
export interface QRadarUserChange {
  readonly id: number;
  readonly patch: QRadarUserUpdate;
}

export interface BulkDeleteOptions extends BulkOptions<number, DeleteTaskState, DeleteTaskState> {
  /**
   * How each deletion is waited for; `false` settles each as soon as the console has taken it on (202). Default: until
   * COMPLETED, with the limits of `waitForDelete`. A waiting deletion holds its place of `concurrency`.
   */
  readonly wait?: false | Pick<WaitOptions<DeleteTaskState>, 'intervalMs' | 'timeoutMs'>;
}

/** Many users at a time. QRadar takes one per call, so several calls run at once; see `BulkReport` for what comes back. */
export interface QRadarBulk {
  /** `create` for each input. */
  createMany(
    inputs: BulkSource<UserCreate>,
    options?: BulkWriteOptions<UserCreate, QRadarUser>,
  ): Promise<BulkReport<QRadarUser>>;
  /** `update` for each change. Changes of the same user may run at the same time: `concurrency: 1` keeps their order. */
  updateMany(
    changes: BulkSource<QRadarUserChange>,
    options?: BulkWriteOptions<QRadarUserChange, QRadarUser>,
  ): Promise<BulkReport<QRadarUser>>;
  /**
   * `deleteAndWait` for each id. A deletion that fails after its task began has the task as `state`, which can be
   * waited for later.
   */
  deleteMany(
    ids: BulkSource<number>,
    options?: BulkDeleteOptions,
  ): Promise<BulkReport<DeleteTaskState, DeleteTaskState>>;
}

export function qradarBulk(users: QRadarUsers, clock: Clock): QRadarBulk {
  return {
    createMany: bulkWrite(
      clock,
      (input) => input?.username,
      (input, call) => users.create(input, call),
    ),

    updateMany: bulkWrite(
      clock,
      (change) => change?.id,
      (change, call) => users.update(change?.id, change?.patch, call),
    ),

    async deleteMany(ids, given = {}) {
      checkBulk(given, {
        wait: (value) => (value === false || typeof value === 'object' ? undefined : 'an object or false'),
      });
      const { wait = {}, ...options } = given;
      checkOptions('wait', wait || undefined, { intervalMs: pauseMs, timeoutMs: limitMs }, 'wait.');
      const deleteEach = bulkVerb<number, DeleteTaskState, DeleteTaskState>(
        clock,
        (id) => id,
        async (id, call, note) => {
          const task = await users.delete(id, call);
          note(task);
          if (wait === false) return task;
          return users.waitForDelete(task.task_id, { ...wait, signal: call.signal as AbortSignal });
        },
      );
      return deleteEach(ids, options);
    },
  };
}
