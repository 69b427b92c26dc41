import type { Account, Named } from '../account.js';
import type { NewAccount } from '../change.js';
import { roleWords } from './role-words.js';

/**
 * The fields that were asked for and are not there. A password is never answered; Qualys' company is answered in
 * another spelling than it was sent (its own sample), so that neither is compared.
 */
export function differences(account: Account, wanted: NewAccount): string[] {
  const missing: string[] = [];
  for (const field of ['login', 'displayName', 'givenName', 'familyName'] as const) {
    const value = wanted[field];
    if (value !== undefined && (account[field] ?? '') !== value) missing.push(`${field} '${value}'`);
  }
  if (wanted.addresses && !sameNames(account.addresses, wanted.addresses)) {
    missing.push(`address ${wanted.addresses.join(', ')}`);
  }
  const lists = {
    roles: (account.roles ?? []).map(roleWords),
    groups: names(account.groups),
    tags: names(account.tags),
  };
  for (const [field, has] of Object.entries(lists)) {
    const value = wanted[field as keyof typeof lists];
    if (value && !sameNames(has, value)) missing.push(`${field} ${value.join(', ') || 'none'}`);
  }
  if (wanted.securityProfile !== undefined && account.securityProfile?.name !== wanted.securityProfile) {
    missing.push(`security profile '${wanted.securityProfile}'`);
  }
  return missing;
}

function names(list: readonly Named[] = []): string[] {
  return list.map(({ name }) => name);
}

/** Compared without order, and addresses without case: vendors keep neither. */
function sameNames(first: readonly string[], second: readonly string[]): boolean {
  const folded = (list: readonly string[]) =>
    [...list]
      .map((each) => each.toLowerCase())
      .sort()
      .join('\n');
  return folded(first) === folded(second);
}
