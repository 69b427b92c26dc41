import {
  type Account,
  type AccountPatch,
  type Capabilities,
  type NewAccount,
  roleWords,
  type WritableField,
} from '@rollcall/accounts';
import type { Rule } from '@rollcall/accounts/config';
import type { Person } from '../people/types.js';

/** The rule of a system that counts for a person: the first that fits. */
export function ruleFor(person: Person, system: string, rules: readonly Rule[]): Rule | undefined {
  return rules.find((rule) => {
    const conditions = Object.entries(rule.when ?? {});
    return (
      rule.system === system && conditions.every(([column, value]) => person.attributes[column] === value)
    );
  });
}

/** The account that a person shall have; `missing` is what the vendor needs and neither the person nor the rule has. */
export function newAccountFor(
  person: Person,
  rule: Rule,
  { creatable, required }: Capabilities,
): { account: NewAccount; missing: WritableField[] } {
  const [address] = person.addresses;
  const all: NewAccount = {
    login: person.logins[rule.system] ?? person.person,
    ...(person.name === undefined ? {} : { displayName: person.name }),
    ...(person.givenName === undefined ? {} : { givenName: person.givenName }),
    ...(person.familyName === undefined ? {} : { familyName: person.familyName }),
    ...(address === undefined ? {} : { addresses: [address] }),
    ...(rule.roles ? { roles: rule.roles } : {}),
    ...(rule.securityProfile === undefined ? {} : { securityProfile: rule.securityProfile }),
    ...(rule.groups ? { groups: rule.groups } : {}),
    ...(rule.tags ? { tags: rule.tags } : {}),
    ...(rule.company === undefined ? {} : { company: rule.company }),
  };
  const kept = Object.entries(all).filter(([field]) => creatable.includes(field as WritableField));
  const account = Object.fromEntries(kept) as NewAccount;
  return { account, missing: required.filter((field) => account[field] === undefined) };
}

/**
 * What of an account's access differs from the rule; undefined when nothing does. Names and addresses are left alone, and so
 * is what was not read.
 */
export function patchFor(account: Account, rule: Rule): AccountPatch | undefined {
  const patch: Record<string, unknown> = {};
  const has = {
    roles: account.roles?.map(roleWords),
    groups: account.groups?.map(({ name }) => name),
    tags: account.tags?.map(({ name }) => name),
  };
  for (const field of ['roles', 'groups', 'tags'] as const) {
    const wanted = rule[field];
    const now = has[field];
    if (wanted && now && !sameNames(now, wanted)) patch[field] = wanted;
  }
  const { securityProfile } = rule;
  if (securityProfile !== undefined && account.securityProfile?.name !== securityProfile) {
    patch.securityProfile = securityProfile;
  }
  return Object.keys(patch).length > 0 ? patch : undefined;
}

function sameNames(first: readonly string[], second: readonly string[]): boolean {
  return [...first].sort().join('\n') === [...second].sort().join('\n');
}
