import { InvalidInputError } from '../errors.js';
import type { DeprovisionResult } from './result.js';

/**
 * Refuses a `resume` that is no progress of a `deprovision`, or is of somebody else, before anything is sent.
 * `namesOf` are what the person may be called by.
 */
export function checkResume<User extends object>(
  resume: DeprovisionResult<User> | undefined,
  wanted: unknown,
  namesOf: (user: User) => readonly unknown[],
): void {
  if (resume === undefined) return;
  const { user, done, left } = (resume ?? {}) as Partial<DeprovisionResult<User>>;
  if (!isObject(user) || !Array.isArray(done) || !Array.isArray(left)) {
    throw new InvalidInputError(
      'resume must be the progress of a DeprovisionError: { user, done, left }, such as { resume: error.progress }',
    );
  }
  const asked = text(wanted);
  if (!namesOf(user as User).some((name) => name !== undefined && text(name) === asked)) {
    throw new InvalidInputError(
      `resume is about ${
        namesOf(user as User)
          .filter(Boolean)
          .join(' / ') || 'another user'
      }, and ${JSON.stringify(wanted)} was to be taken out; nothing was changed`,
    );
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** Names are compared in any case of letters. */
function text(value: unknown): string {
  return String(value).toLowerCase();
}
