import type { Account } from '../account.js';

/**
 * A login or an address as it is compared: the case of letters does not count, nor whether an accent is part of its letter or
 * stands behind it, which is how macOS writes file names and some directories their users. Spaces around it do not count.
 */
export function foldName(name: string): string {
  return name.trim().normalize('NFC').toLowerCase();
}

/** Whether a login or an address is the account's. */
export function isCalled({ addresses, login }: Account, wanted: string): boolean {
  const folded = foldName(wanted);
  return [login, ...addresses].some((each) => foldName(each) === folded);
}
