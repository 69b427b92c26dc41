import type { User, UserCreate, UserUpdate } from '@rollcall/qualys-saq/sdk';
import type {
  BulkEntry,
  BulkOptions,
  BulkReport,
  BulkSource,
  BulkWriteOptions,
  Settle,
} from '../bulk/bulk.js';
import { checkBulk } from '../bulk/check-bulk.js';
import { type BulkWork, runBulk } from '../bulk/run.js';
import { HttpError, InvalidInputError } from '../errors.js';
import type { CallOptions } from '../http/options.js';
import { flag, wholeNumber } from '../util/check-options.js';
import type { Clock } from '../util/clock.js';
import type { WriteOptions } from '../written/check-written.js';
import { writtenEach } from './each-user.js';
import type { SaqId } from './input.js';
import type { QualysSaqUsers } from './user-verbs.js';

/** Changes to one of several users. */
export interface SaqUserPatch {
  readonly id: SaqId;
  readonly patch: Omit<UserUpdate, 'id'>;
}

export interface SaqBulkOptions<Input, Value = void> extends BulkOptions<Input, Value> {
  /** Users per call, 1 to 1000. Default 100. */
  readonly batchSize?: number;
}

export interface SaqBulkWriteOptions<Input, Value = void>
  extends SaqBulkOptions<Input, Value>,
    BulkWriteOptions<Input, Value> {}

/**
 * Many users at a time, by the vendor's own calls for several, one call after the other. A refused call is taken to
 * have done nothing, which is not documented, and is sent again in halves, so that one bad user does not hold up the
 * others.
 */
export interface QualysSaqBulk {
  /** Creates users from a list, a stream or a file that is read as it goes. */
  createMany(
    inputs: BulkSource<UserCreate>,
    options?: SaqBulkWriteOptions<UserCreate, User>,
  ): Promise<BulkReport<User>>;
  /** Changes run in their order, also those of the same user. */
  updateMany(
    changes: BulkSource<SaqUserPatch>,
    options?: SaqBulkWriteOptions<SaqUserPatch, User>,
  ): Promise<BulkReport<User>>;
  /** Deletes users by their ids. */
  deleteMany(ids: BulkSource<SaqId>, options?: SaqBulkOptions<SaqId>): Promise<BulkReport>;
}

const BATCH_SIZE = 100;
const aBatch = wholeNumber(1, 1000);
/** The platform's samples allow two calls at once; one after the other keeps the order. */
const CONCURRENCY = 1;
/**
 * Refused calls that a run may send again in halves without a success between: accounts have few calls an hour (300 in
 * the samples), and what refuses everybody need not be asked for each. A success gives two back.
 */
const MOST_SPLITS = 40;

export function qualysSaqBulk(users: QualysSaqUsers, clock: Clock): QualysSaqBulk {
  const run = async <Input, Value>(
    source: BulkSource<Input>,
    given: SaqBulkOptions<Input, Value>,
    nameOf: (input: Input) => unknown,
    send: (inputs: Input[], call: CallOptions) => Promise<Value[]>,
    resultOf: (user: User) => Value,
  ): Promise<BulkReport<Value>> => {
    checkBulk(given, { batchSize: aBatch });
    const { batchSize = BATCH_SIZE, ...options } = given;
    return runBulk(
      source,
      inHalves({ nameOf, batchSize, concurrency: CONCURRENCY }, send, resultOf),
      options,
      clock,
    );
  };

  const write = async <Input>(
    source: BulkSource<Input>,
    given: SaqBulkWriteOptions<Input, User>,
    nameOf: (input: Input) => unknown,
    send: (inputs: Input[], call: WriteOptions) => Promise<User[]>,
  ): Promise<BulkReport<User>> => {
    checkBulk(given, { batchSize: aBatch, verify: flag });
    const { verify, ...options } = given;
    const asked = verify === undefined ? {} : { verify };
    return run(
      source,
      options,
      nameOf,
      (list, call) => send(list, { ...call, ...asked }),
      (user) => user,
    );
  };

  return {
    createMany: (inputs, options = {}) =>
      write(
        inputs,
        options,
        (input) => input?.emailAddress,
        (list, call) => users.create(list, call),
      ),

    updateMany: (changes, options = {}) =>
      write(
        changes,
        options,
        (change) => change?.id,
        (list, call) =>
          users.update(
            list.map((change) => ({ ...change?.patch, id: change?.id })),
            call,
          ),
      ),

    deleteMany: (ids, options = {}) =>
      run(
        ids,
        options,
        (id) => id,
        async (list, call) => {
          await users.delete(list, call);
          return list.map(() => undefined);
        },
        () => undefined,
      ),
  };
}

/** Sends a batch in one call, and in halves when it is refused for what is in it, until the refused users are alone. */
function inHalves<Input, Value>(
  shape: Omit<BulkWork<Input, Value, never>, 'send'>,
  send: (inputs: Input[], call: CallOptions) => Promise<Value[]>,
  resultOf: (user: User) => Value,
): BulkWork<Input, Value, never> {
  let splits = MOST_SPLITS;
  return {
    ...shape,
    async send(batch, call, settle: Settle<Input, Value, never>) {
      const queue: BulkEntry<Input>[][] = [batch];
      for (let entries = queue.shift(); entries; entries = queue.shift()) {
        try {
          const values = await send(
            entries.map(({ input }) => input),
            call,
          );
          splits = Math.min(MOST_SPLITS, splits + 2);
          for (const [at, entry] of entries.entries()) await settle(entry, { value: values[at] as Value });
        } catch (error) {
          const each = writtenEach(error);
          const sent = !(error instanceof InvalidInputError);
          if (each) {
            splits = Math.min(MOST_SPLITS, splits + 2);
            for (const [at, entry] of entries.entries()) {
              const { user, error: why } = each[at] ?? {};
              await settle(entry, user && !why ? { value: resultOf(user) } : { error: why ?? error });
            }
          } else if (entries.length > 1 && (!sent || (isAboutContent(error) && splits > 0))) {
            if (sent) splits -= 1;
            const middle = entries.length >> 1;
            queue.unshift(entries.slice(0, middle), entries.slice(middle)); // in order
          } else {
            for (const entry of entries) await settle(entry, { error });
          }
        }
      }
    },
  };
}

/** Whether one user of a refused call may be the reason. */
function isAboutContent(error: unknown): boolean {
  if (!(error instanceof HttpError) || error.outcome !== 'refused') return false;
  return [200, 400, 404].includes(error.status) && error.vendorCode !== 'INVALID_CREDENTIALS';
}
