import { InvalidInputError } from '@rollcall/facade';
import type { Account } from '../account.js';
import { isCalled } from './fold-name.js';

/**
 * The one account with a login or an address. A login that fits exactly goes before everything else: two accounts may
 * share an address, and their logins still tell them apart.
 * @throws InvalidInputError when several are left; it names their ids.
 */
export async function findOne(
  system: string,
  wanted: string,
  candidates: AsyncIterable<Account>,
): Promise<Account | undefined> {
  if (typeof wanted !== 'string' || wanted.trim() === '')
    throw new InvalidInputError('find needs a login or an address, as a text that is not empty');
  const matches = new Map<string, Account>();
  for await (const account of candidates) {
    if (isCalled(account, wanted)) matches.set(account.id, account);
  }
  const all = [...matches.values()];
  const exact = all.filter(({ login }) => login === wanted);
  const [account, ...others] = exact.length === 1 ? exact : all;
  if (others.length === 0) return account;
  const ids = all.map(({ id, login }) => `${id} (login ${login})`).join(', ');
  throw new InvalidInputError(`${system}: '${wanted}' is ambiguous: ${ids}; use get() with the id`);
}
