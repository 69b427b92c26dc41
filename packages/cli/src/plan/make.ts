import { createHash } from 'node:crypto';
import type { Account, Change } from '@rollcall/accounts';
import type { Config, ConfiguredSystem } from '@rollcall/accounts/config';
import type { Inventory } from '../inventory.js';
import { Matcher } from '../people/match.js';
import type { Person } from '../people/types.js';
import { messageOf, Problem } from '../problem.js';
import type { Plan, PlanEntry, Skipped } from './types.js';
import { newAccountFor, patchFor, ruleFor } from './wanted.js';

interface Wish {
  readonly change: Change;
  readonly reason: string;
  readonly login: string;
}

type Wanted = { readonly wish: Wish } | { readonly skip: string } | undefined;

/**
 * What has to change so that accounts fit people and rules. Writes nothing: it reads each account that would change once
 * more, and asks its system for the calls.
 * @throws Problem when an account fits two people.
 */
export async function makePlan(
  inventories: readonly Inventory[],
  systems: readonly ConfiguredSystem[],
  people: readonly Person[],
  config: Config,
  now: Date,
): Promise<Plan> {
  const owned = ownedAccounts(inventories, people);
  const entries: PlanEntry[] = [];
  const skipped: Skipped[] = [];
  for (const inventory of inventories) {
    const system = systems.find(({ name }) => name === inventory.name);
    if (!system) continue;
    for (const person of people) {
      const accounts = owned.get(`${person.person}\n${system.name}`) ?? [];
      for (const wanted of wishesFor(person, accounts, system, inventory, config)) {
        const about = { system: system.name, person: person.person };
        if ('skip' in wanted) skipped.push({ ...about, ...loginOf(accounts), reason: wanted.skip });
        else await enter(wanted.wish, about, system, entries, skipped);
      }
    }
  }
  return {
    version: 1,
    at: now.toISOString(),
    systems: inventories.map(({ accounts, complete, error, name }) => ({
      name,
      url: systems.find((each) => each.name === name)?.config.url ?? '',
      accounts: accounts.length,
      complete,
      ...(error === undefined ? {} : { error }),
    })),
    entries,
    skipped,
  };
}

function ownedAccounts(inventories: readonly Inventory[], people: readonly Person[]): Map<string, Account[]> {
  const matcher = new Matcher(people);
  const owned = new Map<string, Account[]>();
  for (const account of inventories.flatMap(({ accounts }) => accounts)) {
    const match = matcher.match(account);
    if (match.kind === 'ambiguous') {
      const names = match.people.map(({ person }) => person).join(' and ');
      throw new Problem(
        `${account.system}: the account ${account.login} fits ${names}. Say in the people file whose it is; nothing was planned`,
      );
    }
    if (match.kind !== 'person') continue;
    const key = `${match.person.person}\n${account.system}`;
    owned.set(key, [...(owned.get(key) ?? []), account]);
  }
  return owned;
}

function loginOf(accounts: readonly Account[]): { login?: string } {
  const [account] = accounts;
  return account ? { login: account.login } : {};
}

function wishesFor(
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
  if (disable && account.state === 'disabled') return undefined;
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

async function enter(
  { change, login, reason }: Wish,
  about: { system: string; person: string },
  { accounts: system }: ConfiguredSystem,
  entries: PlanEntry[],
  skipped: Skipped[],
): Promise<void> {
  try {
    const { before, calls } = await system.plan(change);
    const key = keyOf(about.system, change, before);
    entries.push({ key, ...about, login, change, reason, ...(before ? { before } : {}), calls });
  } catch (error) {
    skipped.push({ ...about, login, reason: messageOf(error) });
  }
}

function keyOf(system: string, change: Change, before: Account | undefined): string {
  return createHash('sha256')
    .update(JSON.stringify([system, change, before]))
    .digest('hex')
    .slice(0, 16);
}
