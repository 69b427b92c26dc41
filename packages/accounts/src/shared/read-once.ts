import { orAborted } from './or-aborted.js';

/** Reads for one caller, who may give up by the signal. */
type Read<Value> = (signal?: AbortSignal) => Promise<Value>;

/**
 * A read whose value is kept. Callers who ask at the same time wait for one read; one who gives up ends their own wait and
 * not the read, which the client's own deadline ends. A read that failed is forgotten, so that the next caller reads again.
 *
 * @param keptMs how long the value is kept, in milliseconds; for ever unless said.
 */
export function readOnce<Value>(read: () => Promise<Value>, keptMs = Number.POSITIVE_INFINITY): Read<Value> {
  let kept: { readonly value: Promise<Value>; readonly endsAt: number } | undefined;

  return (signal) => {
    signal?.throwIfAborted();
    if (!kept || performance.now() >= kept.endsAt) {
      const fresh = { value: read(), endsAt: performance.now() + keptMs };
      kept = fresh;
      fresh.value.catch(() => {
        if (kept === fresh) kept = undefined;
      });
    }
    return orAborted(kept.value, signal);
  };
}
