import type { Account, Vendor } from '../account.js';
import { foldName } from '../shared/fold-name.js';
import type { SystemConfig } from './types.js';

/** The accounts of one system that a program must leave alone. */
export interface Protection {
  /** As the configuration lists them: logins, addresses or ids. */
  readonly service: readonly string[];
  readonly breakGlass: readonly string[];
  /** Those that are listed, and IQ's built-in one. Where the vendor tells who is an administrator, that counts too. */
  readonly administrators: readonly string[];
  /** Why an account is never touched, such as `it is a service account`; undefined when it may be. */
  reasonFor(account: Account): string | undefined;
}

/** IQ's built-in administrator (Sonatype); a user record does not tell who else is one. */
const BUILT_IN: Partial<Record<Vendor, readonly string[]>> = { iq: ['admin'] };

/** The case of letters does not count. */
export function protectionOf({
  administrators: listed = [],
  breakGlass = [],
  service = [],
  vendor,
}: Pick<SystemConfig, 'administrators' | 'breakGlass' | 'service' | 'vendor'>): Protection {
  const administrators = [...listed, ...(BUILT_IN[vendor] ?? [])];
  const folded = (list: readonly string[]) => new Set(list.map(foldName));
  const lists = {
    administrators: folded(administrators),
    service: folded(service),
    breakGlass: folded(breakGlass),
  };
  return {
    service,
    breakGlass,
    administrators,
    reasonFor(account) {
      const keys = [account.id, account.login, ...account.addresses].map(foldName);
      const named = (list: ReadonlySet<string>) => keys.some((key) => list.has(key));
      if (account.own) return 'it is the account of the credential in use';
      if (account.administrator || named(lists.administrators)) return 'it is an administrator';
      if (named(lists.service)) return 'it is a service account';
      if (named(lists.breakGlass)) return 'it is a break-glass account';
      return undefined;
    },
  };
}
