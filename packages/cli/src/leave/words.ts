import type { Account, LeftOver, Step } from '@rollcall/accounts';
import { accessOf } from '../report/text.js';
import type { Evidence } from './evidence.js';

/** What came of it all, in a sentence. */
export function resultOf({ gone, systems }: Evidence): string {
  if (!gone) return 'Something is left: see what was not done, what is to do, and what could not be read.';
  return systems.some(({ left }) => left.length > 0)
    ? 'Every account is gone or disabled. What is to do for a person is named with its system.'
    : 'Nothing is left.';
}

/** One thing that was done; with the reason where no call of ours did it. */
export function doneWords({ because, what }: Step): string {
  return because === undefined ? what : `${what}: ${because}`;
}

export function leftWords({ reason, todo, what }: LeftOver): string {
  return `${what}: ${reason.replace(/\.$/, '')}. ${todo}`;
}

/** An account that was there, with its access. */
export function foundWords(account: Account): string {
  const { id, login, state, tokens = [] } = account;
  const parts = [
    ...(state === undefined || state === 'active' ? [] : [state]),
    accessOf(account),
    ...(tokens.length > 0 ? [`${tokens.length} ${tokens.length === 1 ? 'token' : 'tokens'}`] : []),
  ];
  return `${login} (${id}) ${parts.filter((part) => part !== '').join(', ')}`.trimEnd();
}
