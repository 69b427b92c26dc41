import type { CallOptions } from '../http/options.js';
import { flag } from '../util/check-options.js';
import type { Clock } from '../util/clock.js';
import type { WriteOptions } from '../written/check-written.js';
import type { BulkOptions, BulkReport, BulkSource, BulkWriteOptions } from './bulk.js';
import { checkBulk } from './check-bulk.js';
import { type BulkWork, runBulk } from './run.js';

/** Calls at once for vendors that take one user per call. */
const CONCURRENCY = 4;

/** A bulk verb: works through a source, and reports what became of each item. */
export type BulkVerb<Input, Value, State = never> = (
  source: BulkSource<Input>,
  options?: BulkOptions<Input, Value, State>,
) => Promise<BulkReport<Value, State>>;

/**
 * A bulk verb of a vendor that takes one user per call: `run` is the single verb, `nameOf` names an item in its result.
 * Also an item that is no valid input gets a name, and is then refused by the single verb like any other.
 */
export function bulkVerb<Input, Value, State = never>(
  clock: Clock,
  nameOf: (input: Input) => unknown,
  run: (input: Input, call: CallOptions, note: (state: State) => void) => Promise<Value>,
): BulkVerb<Input, Value, State> {
  return (source, options = {}) => runBulk(source, oneByOne(nameOf, run), options, clock);
}

/** The same for a single verb that can read back what it wrote. */
export function bulkWrite<Input, Value>(
  clock: Clock,
  nameOf: (input: Input) => unknown,
  run: (input: Input, call: WriteOptions) => Promise<Value>,
): (source: BulkSource<Input>, options?: BulkWriteOptions<Input, Value>) => Promise<BulkReport<Value>> {
  return async (source, given = {}) => {
    checkBulk(given, { verify: flag });
    const { verify, ...options } = given;
    const asked = verify === undefined ? {} : { verify };
    const work = oneByOne(nameOf, (input: Input, call) => run(input, { ...call, ...asked }));
    return runBulk(source, work, options, clock);
  };
}

/**
 * Bulk work of a vendor that takes one user per call. `run` may `note` what it knows of work that the server goes on
 * with, so that a failure after that can tell it.
 */
function oneByOne<Input, Value, State = never>(
  nameOf: (input: Input) => unknown,
  run: (input: Input, call: CallOptions, note: (state: State) => void) => Promise<Value>,
): BulkWork<Input, Value, State> {
  return {
    nameOf,
    batchSize: 1,
    concurrency: CONCURRENCY,
    async send(entries, call, settle) {
      for (const entry of entries) {
        let state: State | undefined;
        try {
          const value = await run(entry.input, call, (known) => {
            state = known;
          });
          await settle(entry, { value });
        } catch (error) {
          await settle(entry, { error, state });
        }
      }
    },
  };
}
