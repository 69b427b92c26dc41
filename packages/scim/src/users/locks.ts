import type { RequestContext } from '../context.js';
import { later } from '../http/vendor-error.js';

/** How long a killed process blocks a person. */
const LEASE_MS = 20_000;
/** A write that is still under way holds its leases on. */
const RENEW_MS = 5000;
const TRY_AGAIN_MS = 50;

/**
 * Does one write at a time for each name, over all instances. Names are taken in one order, so that two requests never
 * wait for each other.
 *
 * @throws ScimError 503 when another write holds a name for as long as this request may take.
 */
export async function exclusively<T>(
  { system, requestId, signal }: RequestContext,
  names: readonly string[],
  write: () => Promise<T>,
): Promise<T> {
  const taken: string[] = [];
  let renewed: Promise<unknown> = Promise.resolve();
  const renewing = setInterval(() => {
    // A store that fails now fails the write as well, which says so.
    renewed = Promise.allSettled(taken.map((name) => system.store.lease(name, requestId, LEASE_MS)));
  }, RENEW_MS);
  try {
    for (const each of [...new Set(names)].sort()) {
      const name = `${system.name}:${each}`;
      while (!(await system.store.lease(name, requestId, LEASE_MS))) await pause(signal);
      taken.push(name);
    }
    return await write();
  } finally {
    clearInterval(renewing);
    // A renewal that came after the release would hold the name on.
    await renewed;
    for (const name of taken) await system.store.release(name, requestId);
  }
}

async function pause(signal: AbortSignal): Promise<void> {
  if (signal.aborted) throw later('Another write on this person is under way.', 5000);
  await new Promise((resolve) => setTimeout(resolve, TRY_AGAIN_MS));
}
