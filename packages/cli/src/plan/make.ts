import { createHash } from 'node:crypto';
import type { Account, Change } from '@rollcall/accounts';
import type { Config, ConfiguredSystem } from '@rollcall/accounts/config';
import type { Inventory } from '../inventory.js';
import { Matcher } from '../people/match.js';
import type { Person } from '../people/types.js';
import { messageOf, Problem } from '../problem.js';
import { madeFrom } from './made-from.js';
import type { Plan, PlanEntry, Skipped } from './types.js';
import { type Wish, wishesFor } from './wishes.js';

/**
 * What has to change so that accounts fit people and rules. Writes nothing: it reads each account that would change once
 * more, and asks its system for the calls.
 * @throws Problem when an account fits two people, or would.
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
    madeFrom: madeFrom({ people, config }),
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
  const shared = matcher.shared();
  if (shared) {
    const names = shared.people.map(({ person }) => person).join(' and ');
    throw new Problem(
      `${names} both have ${shared.key} in the people file, and an account with it would be nobody's. Say whose it is; nothing was planned`,
    );
  }
  return owned;
}

function loginOf(accounts: readonly Account[]): { login?: string } {
  const [account] = accounts;
  return account ? { login: account.login } : {};
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
