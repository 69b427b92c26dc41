import type { CallOptions } from '../http/options.js';
import type { BulkWork } from './run.js';

/** Calls at once for vendors that take one user per call. */
const CONCURRENCY = 4;

/**
 * Bulk work of a vendor that takes one user per call. `run` may `note` what it knows of work that the server goes on
 * with, so that a failure after that can tell it.
 */
export function oneByOne<Input, Value, State = never>(
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
