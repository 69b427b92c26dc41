import type { Account, Change } from '@rollcall/accounts';
import type { Config, ConfiguredSystem } from '@rollcall/accounts/config';
import type { Inventory } from '../inventory.js';
import type { Person } from '../people/types.js';
import { newAccountFor, patchFor, ruleFor } from './wanted.js';

/** A change that is wanted, before its system was asked for the calls. */
export interface Wish {
  readonly change: Change;
  readonly reason: string;
  readonly login: string;
}

/** A wish, or why there is none where one would be; undefined where nothing has to change. */
type Wanted = { readonly wish: Wish } | { readonly skip: string } | undefined;

/** What one person's accounts in one system need. */
export function wishesFor(
  person: Person,
  accounts: readonly Account[],
  system: ConfiguredSystem,
  inventory: Inventory,
  config: Config,
): NonNullable<Wanted>[] {
  const wanted =
    person.status === 'left'
      ? accounts.map((account) => leaving(person, account, system, inventory, config))
      : [staying(person, accounts, system, inventory, config)];
  return wanted.filter((each) => each !== undefined);
}

function leaving(
  person: Person,
  account: Account,
  { accounts: { capabilities }, protection }: ConfiguredSystem,
  { complete }: Inventory,
  config: Config,
): Wanted {
  const shield = protection.reasonFor(account);
  if (shield !== undefined) return { skip: `${account.login} stays: ${shield}` };
  if (account.pending === 'remove')
    return { skip: `${account.login}: the removal is staged already and waits for a deploy` };
  if (!complete)
    return { skip: `${account.login} stays: the walk was incomplete, and such a one plans no removal` };
  const disable = config.leavers === 'disable' && capabilities.disable;
  if (disable && account.state === 'disabled') {
    if (account.tokens === undefined)
      return { skip: `${account.login} is disabled already, and whether it has keys that work was not read` };
    if (account.tokens.length === 0) return undefined;
  }
  const kind = disable ? 'disable' : 'remove';
  return {
    wish: {
      change: { kind, id: account.id },
      login: account.login,
      reason: `${person.name ?? person.person} left`,
    },
  };
}

function staying(
  person: Person,
  accounts: readonly Account[],
  { accounts: { capabilities }, name, protection }: ConfiguredSystem,
  { complete }: Inventory,
  config: Config,
): Wanted {
  const rule = ruleFor(person, name, config.rules ?? []);
  if (!rule) return undefined;
  const because = Object.entries(rule.when ?? {}).map(([column, value]) => `${column} is ${value}`);
  const reason = because.join(' and ') || 'everybody has one';
  const [account, ...others] = accounts;
  if (others.length > 0)
    return { skip: `has ${accounts.length} accounts here; only one can be kept in step` };
  if (!account) {
    if (!complete) return { skip: 'has no account among those read, and the walk was incomplete' };
    const { account: fresh, missing } = newAccountFor(person, rule, capabilities);
    if (missing.length > 0)
      return { skip: `cannot be created: ${missing.join(', ')} missing in the people file or rule` };
    const login = fresh.login ?? fresh.addresses?.[0] ?? person.person;
    return { wish: { change: { kind: 'create', account: fresh }, login, reason } };
  }
  if (account.pending !== undefined)
    return { skip: `${account.login}: a ${account.pending} is staged already and waits for a deploy` };
  const patch = patchFor(account, rule);
  if (!patch) return undefined;
  const shield = protection.reasonFor(account);
  if (shield !== undefined) return { skip: `${account.login} stays as it is: ${shield}` };
  return { wish: { change: { kind: 'change', id: account.id, patch }, login: account.login, reason } };
}
