import type { User } from '@rollcall/qualys-saq/sdk';
import { PartialFailureError } from '../errors.js';
import type { Result } from '../http/types.js';

/**
 * What became of one user in a call for several. The `results` of the PartialFailureError are a list of these, in the
 * order of the input.
 */
export interface SaqWritten {
  /** The user as the vendor answered it; undefined when the answer does not name it. */
  readonly user?: User;
  /** Why this user is not as it was asked for; undefined when it is. */
  readonly error?: Error;
}

/**
 * The users of a call that took effect.
 * @throws the error of the one user of a call; PartialFailureError, which tells the users apart, when there were several.
 */
export function allWritten(written: readonly SaqWritten[], { call, response }: Result): User[] {
  const failed = written.flatMap(({ error }) => error ?? []);
  const [first] = failed;
  if (!first) return written.map(({ user }) => user as User);
  if (written.length === 1) throw first;
  throw new PartialFailureError<readonly SaqWritten[]>(
    `${call.method} ${call.url} → ${response.status}: ${written.length - failed.length} of ${written.length} users are as asked, ${failed.length} not, or not known to be; 'results' tells them apart. The first of these: ${first.message}`,
    written,
    { cause: first },
  );
}

/** What became of each user of a call for several, where an error tells it. */
export function writtenEach(error: unknown): readonly SaqWritten[] | undefined {
  return error instanceof PartialFailureError && Array.isArray(error.results) ? error.results : undefined;
}
