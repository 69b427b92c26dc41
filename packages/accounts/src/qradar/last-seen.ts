import { isRefusedWith } from '@rollcall/facade';
import type { QRadar } from '@rollcall/facade/qradar';
import type { CallControl } from '../system.js';

/** Refusals that say that this console, or this credential, has no list of attempts to log in. */
const NOT_TOLD: ReadonlySet<number> = new Set([403, 404, 405, 410]);

/**
 * The last login of each user that the console still remembers, in milliseconds since 1970, by the user's id (IBM: only an
 * administrator sees everybody's). Undefined where it does not tell.
 */
export async function readLastSeen(
  qradar: QRadar,
  call: CallControl,
): Promise<ReadonlyMap<number, number> | undefined> {
  const lastSeen = new Map<number, number>();
  try {
    for await (const { attempt_result, attempt_time, user_id } of qradar.loginAttempts.list({}, call)) {
      if (attempt_result !== 'SUCCESS' || typeof user_id !== 'number' || attempt_time === undefined) continue;
      lastSeen.set(user_id, Math.max(attempt_time, lastSeen.get(user_id) ?? 0));
    }
    return lastSeen;
  } catch (error) {
    if (isRefusedWith(error, NOT_TOLD)) return undefined;
    throw error;
  }
}
