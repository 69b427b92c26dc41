import type { PatchOperation, UserCreate } from '@rollcall/qlik/sdk';
import type { BulkOptions, BulkReport, BulkSource, BulkWriteOptions } from '../bulk/bulk.js';
import { bulkVerb, bulkWrite } from '../bulk/one-by-one.js';
import type { Clock } from '../util/clock.js';
import type { QlikUserPatch } from './patch.js';
import type { QlikUser } from './types.js';
import type { QlikUsers } from './user-verbs.js';

/** Changes to one of several users. */
export interface QlikUserChange {
  readonly id: string;
  readonly patch: QlikUserPatch | readonly PatchOperation[];
}

/** Many users at a time. Qlik takes one per call, so several calls run at once; see `BulkReport` for what comes back. */
export interface QlikBulk {
  /** `create` for each input; results are named by `subject`. */
  createMany(
    inputs: BulkSource<UserCreate>,
    options?: BulkWriteOptions<UserCreate, QlikUser>,
  ): Promise<BulkReport<QlikUser>>;
  /**
   * `update` for each change. A change that Qlik made only in part (207) counts as failed, with a PartialFailureError.
   * Changes of the same user may run at the same time: `concurrency: 1` keeps their order.
   */
  updateMany(
    changes: BulkSource<QlikUserChange>,
    options?: BulkWriteOptions<QlikUserChange>,
  ): Promise<BulkReport>;
  /** `delete` for each id. */
  deleteMany(ids: BulkSource<string>, options?: BulkOptions<string>): Promise<BulkReport>;
}

export function qlikBulk(users: QlikUsers, clock: Clock): QlikBulk {
  return {
    createMany: bulkWrite(
      clock,
      (input) => input?.subject,
      (input, call) => users.create(input, call),
    ),

    updateMany: bulkWrite(
      clock,
      (change) => change?.id,
      (change, call) => users.update(change?.id, change?.patch, call),
    ),

    deleteMany: bulkVerb(
      clock,
      (id) => id,
      (id, call) => users.delete(id, call),
    ),
  };
}
