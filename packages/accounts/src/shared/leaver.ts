import {
  DeprovisionError,
  type DeprovisionLeft,
  type DeprovisionResult,
  type DeprovisionStep,
} from '@rollcall/facade';
import type { LeftOver, Step } from '../change.js';
import { RemovalStoppedError } from '../errors.js';
import { step } from './step.js';

/** What the facade's `deprovision` did, in the words of this model. */
export interface Left {
  readonly done: Step[];
  readonly left: LeftOver[];
}

/** A step of the facade by what was done to what; `deletion started` is told by `onTask` instead. */
const KINDS: Readonly<Record<string, Step['kind']>> = {
  'user deleted': 'account-removed',
  'user disabled': 'account-disabled',
  'user staged for deletion': 'removal-staged',
  'user confirmed absent': 'absence-confirmed',
  'authorized service revoked': 'token-revoked',
  'user token revoked': 'token-revoked',
  'API key revoked': 'token-revoked',
  'role membership revoked': 'role-revoked',
  'session ended': 'session-ended',
  'licence ended': 'licence-freed',
  'licence revoked': 'licence-freed',
};

/**
 * Runs the facade's `deprovision` for an account, and tells its outcome in the words of this model.
 *
 * @param login how the user is called in what was done.
 * @throws RemovalStoppedError at the first thing that failed, with what was done before it.
 */
export async function takeOut(
  system: string,
  login: string,
  deprovision: () => Promise<DeprovisionResult>,
): Promise<Left> {
  try {
    return toLeft(login, await deprovision());
  } catch (error) {
    if (!(error instanceof DeprovisionError)) throw error;
    const { done, left } = toLeft(login, error.progress);
    throw new RemovalStoppedError(`${system}: ${error.message}`, { done, left, cause: error.cause });
  }
}

/**
 * Looks whether an account is gone, after everything else was done.
 *
 * @throws RemovalStoppedError when nobody answers, so that what was done is not lost.
 */
export async function lookAgain<Found>(
  system: string,
  login: string,
  { done, left }: Left,
  read: () => Promise<Found>,
): Promise<Found> {
  try {
    return await read();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const unread = { what: `user ${login}`, reason, todo: 'Look whether the account is gone.' };
    throw new RemovalStoppedError(
      `${system}: the removal of '${login}' was made, but whether the account is gone could not be read: ${reason}`,
      { done, left: [...left, unread], cause },
    );
  }
}

function toLeft(login: string, { done, left }: DeprovisionResult): Left {
  return {
    done: done.flatMap((each) => {
      const kind = KINDS[`${each.what} ${each.action}`];
      return kind ? [{ ...step(kind, sentenceOf(login, each)), ...reasonOf(each) }] : [];
    }),
    left: left.map(leftOver),
  };
}

function sentenceOf(login: string, { action, id, task, what }: DeprovisionStep): string {
  const subject = what === 'user' ? `user ${login} (${id})` : `${what} ${id}`;
  return `${subject} ${action}${task === undefined ? '' : `, task ${task}`}`;
}

function reasonOf({ because }: DeprovisionStep): { because?: string } {
  return because === undefined ? {} : { because };
}

function leftOver({ id, reason, todo, what }: DeprovisionLeft): LeftOver {
  return { what: `${what} ${id}`, reason, todo };
}
