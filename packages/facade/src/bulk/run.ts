import type { Outcome } from '../errors.js';
import type { CallOptions } from '../http/options.js';
import type { Clock } from '../util/clock.js';
import { raceAbort } from '../util/race-abort.js';
import { told } from '../util/told.js';
import type { BulkEntry, BulkOptions, BulkReport, BulkResult, BulkSource, Settle } from './bulk.js';
import { checkBulk } from './check-bulk.js';
import { itemName } from './item-name.js';
import { readBatches } from './source.js';

/** How a vendor does one kind of bulk work. */
export interface BulkWork<Input, Value, State> {
  /** Names an item in its result, also an item that is no valid input. */
  readonly nameOf: (input: Input) => unknown;
  /** Items per call. */
  readonly batchSize: number;
  readonly concurrency: number;
  /** Sends one batch and settles each of its entries; what it throws settles those that are left. */
  readonly send: (
    entries: BulkEntry<Input>[],
    call: CallOptions,
    settle: Settle<Input, Value, State>,
  ) => Promise<void>;
}

const DEFAULT_GRACE_MS = 5000;
const OUTCOMES = new Set<unknown>(['not-sent', 'refused', 'unknown'] satisfies Outcome[]);

/**
 * Works through a source with bounded concurrency. Resolves with what was done, also after an abort; rejects only for
 * bad options, or with what a callback threw, once nothing is under way any more.
 */
export async function runBulk<Input, Value, State>(
  source: BulkSource<Input>,
  work: BulkWork<Input, Value, State>,
  options: BulkOptions<Input, Value, State>,
  clock: Clock,
): Promise<BulkReport<Value, State>> {
  checkBulk(options);
  const { signal, concurrency = work.concurrency, graceMs = DEFAULT_GRACE_MS, collect = true } = options;
  const { onResult, timeoutMs, deadlineMs, retry, headers } = options;
  const onProgress = told('onProgress', options.onProgress);

  const nameOf = (input: Input) => itemName(work.nameOf, input);
  const reader = readBatches(source, work.batchSize, nameOf);
  /** One controller per call under way: a single signal with many listeners would make Node warn of a leak. */
  const underWay = new Set<AbortController>();
  const ended = new AbortController();
  let isCut = false;
  const call: CallOptions = {
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
    ...(deadlineMs === undefined ? {} : { deadlineMs }),
    ...(retry === undefined ? {} : { retry }),
    ...(headers === undefined ? {} : { headers }),
  };
  const results: BulkResult<Value, State>[] = [];
  const counts = { done: 0, failed: 0, notStarted: 0 };
  /** Batches that came while the run was being aborted. */
  const late: BulkEntry<Input>[] = [];
  const problems: { source?: { error: unknown }; callback?: { error: unknown } } = {};
  const stopped = () => signal?.aborted || problems.source || problems.callback;

  async function report(result: BulkResult<Value, State>, input: Input): Promise<void> {
    if (collect) results[result.index] = result;
    counts[result.status === 'not-started' ? 'notStarted' : result.status] += 1;
    try {
      await heard(onResult?.(result, input));
      const { done, failed } = counts;
      onProgress?.({ done, failed, ...(reader.total === undefined ? {} : { total: reader.total }) });
    } catch (error) {
      problems.callback ??= { error };
    }
  }

  /** Waits for what onResult does, after an abort no longer than for a call. */
  async function heard(reply: void | Promise<void>): Promise<void> {
    if (reply === undefined) return;
    const mine = new AbortController();
    if (isCut) mine.abort();
    underWay.add(mine);
    try {
      await raceAbort(Promise.resolve(reply), mine.signal);
    } catch (error) {
      if (!mine.signal.aborted) throw error;
    } finally {
      underWay.delete(mine);
    }
  }

  const notStarted = ({ index, input }: BulkEntry<Input>) =>
    report({ index, item: nameOf(input), status: 'not-started' }, input);

  async function sendBatch(batch: BulkEntry<Input>[]): Promise<void> {
    const left = new Set(batch);
    const mine = new AbortController();
    underWay.add(mine);
    const settle: Settle<Input, Value, State> = async (entry, end) => {
      if (!left.delete(entry)) return;
      const named = { index: entry.index, item: nameOf(entry.input) };
      if ('value' in end) return report({ ...named, status: 'done', value: end.value }, entry.input);
      const { error, state } = end;
      // Once the server has taken the work on, no later failure of a call says that nothing happened.
      const outcome = state === undefined ? outcomeOf(error) : 'unknown';
      const known = state === undefined ? {} : { state };
      return report({ ...named, status: 'failed', error, outcome, ...known }, entry.input);
    };
    try {
      await work.send(batch, { ...call, signal: mine.signal }, settle);
    } catch (error) {
      for (const entry of left) await settle(entry, { error });
    } finally {
      underWay.delete(mine);
    }
  }

  /** The next batch, unless the source ends, fails, or keeps us waiting when the run is aborted. */
  async function takeBatch(): Promise<BulkEntry<Input>[] | undefined> {
    const taken = reader.take();
    try {
      return await raceAbort(taken, reader.mayHang ? signal : undefined);
    } catch (error) {
      if (signal?.aborted) taken.then((entries) => late.push(...(entries ?? []))).catch(() => {});
      else problems.source ??= { error };
      return undefined;
    }
  }

  async function worker(): Promise<void> {
    while (!stopped()) {
      const batch = await takeBatch();
      if (!batch) return;
      if (stopped()) for (const entry of batch) await notStarted(entry);
      else await sendBatch(batch);
    }
  }

  const cut = () => {
    isCut = true;
    for (const one of underWay) one.abort(signal?.reason);
  };
  const onAbort = () => {
    if (graceMs === 0) return cut();
    clock.sleep(graceMs, ended.signal).then(cut, () => {}); // all ended within the grace
  };
  signal?.addEventListener('abort', onAbort, { once: true });
  try {
    await Promise.all(Array.from({ length: concurrency }, worker));
    if (stopped()) for (const entry of [...late, ...reader.rest()]) await notStarted(entry);
  } finally {
    signal?.removeEventListener('abort', onAbort);
    ended.abort();
  }
  if (problems.callback) throw problems.callback.error;
  const aborted = signal?.aborted === true;
  return { results, ...counts, aborted, ...(problems.source ? { sourceError: problems.source.error } : {}) };
}

function outcomeOf(error: unknown): Outcome {
  const outcome = (error as { outcome?: unknown } | null)?.outcome;
  return OUTCOMES.has(outcome) ? (outcome as Outcome) : 'unknown';
}
