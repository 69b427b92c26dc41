import type { UserCreate } from '@rollcall/iq/sdk';
import type { BulkOptions, BulkReport, BulkSource, BulkWriteOptions } from '../bulk/bulk.js';
import { checkBulk } from '../bulk/check-bulk.js';
import { bulkVerb, bulkWrite } from '../bulk/one-by-one.js';
import { aText } from '../util/check-options.js';
import type { Clock } from '../util/clock.js';
import type { IqUser, IqUsers, IqUserUpdate, RealmQuery } from './users.js';

/** Changes to one of several users. */
export interface IqUserChange {
  readonly username: string;
  readonly patch: IqUserUpdate;
}

/** Many users at a time. IQ takes one per call, so several calls run at once; see `BulkReport` for what comes back. */
export interface IqBulk {
  /** `create` for each input. */
  createMany(inputs: BulkSource<UserCreate>, options?: BulkWriteOptions<UserCreate>): Promise<BulkReport>;
  /** `update` for each change. Changes of the same user may run at the same time: `concurrency: 1` keeps their order. */
  updateMany(
    changes: BulkSource<IqUserChange>,
    options?: BulkWriteOptions<IqUserChange, IqUser>,
  ): Promise<BulkReport<IqUser>>;
  /** `delete` for each user name, all of one realm. */
  deleteMany(usernames: BulkSource<string>, options?: BulkOptions<string> & RealmQuery): Promise<BulkReport>;
}

export function iqBulk(users: IqUsers, clock: Clock): IqBulk {
  return {
    createMany: bulkWrite(
      clock,
      (input) => input?.username,
      (input, call) => users.create(input, call),
    ),

    updateMany: bulkWrite(
      clock,
      (change) => change?.username,
      (change, call) => users.update(change?.username, change?.patch, call),
    ),

    async deleteMany(usernames, given = {}) {
      checkBulk(given, { realm: aText });
      const { realm, ...options } = given;
      const query = realm === undefined ? {} : { realm };
      const deleteEach = bulkVerb<string, void>(
        clock,
        (username) => username,
        (username, call) => users.delete(username, query, call),
      );
      return deleteEach(usernames, options);
    },
  };
}
