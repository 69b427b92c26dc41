import type { Account } from '@rollcall/accounts';
import type { SystemConfig } from './config/types.js';

/** IQ's built-in administrator (Sonatype); a user record does not tell who else is one. */
const BUILT_IN: Partial<Record<SystemConfig['vendor'], readonly string[]>> = { iq: ['admin'] };

/** Why an account is never touched, or undefined. */
export function protectionOf(account: Account, config: SystemConfig): string | undefined {
  const keys = new Set([account.id, account.login, ...account.addresses].map((key) => key.toLowerCase()));
  const named = (list: readonly string[] = []) => list.some((each) => keys.has(each.toLowerCase()));
  if (account.own) return 'it is the account of the credential in use';
  if (account.administrator) return 'it is an administrator';
  if (named(config.administrators) || named(BUILT_IN[config.vendor])) return 'it is an administrator';
  if (named(config.service)) return 'it is a service account';
  if (named(config.breakGlass)) return 'it is a break-glass account';
  return undefined;
}
