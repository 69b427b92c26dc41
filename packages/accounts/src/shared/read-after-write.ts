import { NotConfirmedError } from '../errors.js';
import type { CallControl } from '../system.js';
import { reasonOf } from './reason-of.js';

/**
 * What fails after a write is never told as the error of a read, which would say that nothing was done.
 *
 * @throws NotConfirmedError when the account cannot be read. An abort keeps its own reason.
 */
export async function readAfterWrite<Found>(
  system: string,
  id: string,
  { signal }: CallControl,
  read: () => Promise<Found>,
): Promise<Found> {
  try {
    return await read();
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new NotConfirmedError(
      `${system} took the change of account '${id}', and reading it back failed: ${reasonOf(cause)} Read the account before you try again.`,
      undefined,
      { cause },
    );
  }
}
