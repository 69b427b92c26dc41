import type { Account } from '@rollcall/accounts';
import type { ConfiguredSystem } from '@rollcall/accounts/config';
import type { Inventory } from '../inventory.js';
import { Matcher } from '../people/match.js';
import type { Person } from '../people/types.js';
import type { Finding, Report, ReportedAccount } from './types.js';

export interface ReportOptions {
  readonly now: Date;
  /** After how many days without a login an account is called dormant. */
  readonly dormantDays: number;
}

const DAY_MS = 86_400_000;

/** Who has what where, and what is wrong with it. */
export function makeReport(
  inventories: readonly Inventory[],
  systems: readonly ConfiguredSystem[],
  people: readonly Person[],
  { dormantDays, now }: ReportOptions,
): Report {
  const matcher = new Matcher(people);
  const findings: Finding[] = inventories.flatMap(aboutWalk);
  const accounts: ReportedAccount[] = [];
  const owned = new Map<string, Account[]>();
  for (const inventory of inventories) {
    const system = systems.find(({ name }) => name === inventory.name);
    if (!system) continue;
    for (const account of inventory.accounts) {
      const match = matcher.match(account);
      const shield = system.protection.reasonFor(account);
      const person = match.kind === 'person' ? match.person : undefined;
      accounts.push({
        ...account,
        ...(person ? { person: person.person } : {}),
        ...(shield === undefined ? {} : { protected: shield }),
      });
      if (person) {
        const key = `${person.person}\n${account.system}`;
        owned.set(key, [...(owned.get(key) ?? []), account]);
      }
      findings.push(...aboutAccount(account, person, shield));
      const seen = Date.parse(account.lastSeenAt ?? '');
      if (seen < now.getTime() - dormantDays * DAY_MS && shield === undefined) {
        const text = `${label(account)} was last seen on ${account.lastSeenAt?.slice(0, 10)}`;
        findings.push({
          ...place(account),
          ...(person ? { person: person.person } : {}),
          kind: 'dormant',
          text,
        });
      }
      if (match.kind === 'ambiguous') {
        const who = match.people.map((each) => each.person).join(' and ');
        findings.push({
          ...place(account),
          kind: 'ambiguous',
          text: `${label(account)} fits ${who}: correct the people file`,
        });
      }
    }
  }
  for (const [key, several] of owned) if (several.length > 1) findings.push(duplicate(key, several));
  return {
    version: 1,
    at: now.toISOString(),
    systems: inventories.map(({ accounts: list, complete, error, name, vendor }) => ({
      name,
      vendor,
      accounts: list.length,
      complete,
      ...(error === undefined ? {} : { error }),
      absent: systems.find((each) => each.name === name)?.accounts.capabilities.absent ?? {},
    })),
    people: people.map(({ attributes: { department }, name, person, status }) => ({
      person,
      ...(name === undefined ? {} : { name }),
      status,
      ...(department === undefined ? {} : { department }),
    })),
    accounts,
    findings,
  };
}

function aboutWalk({ accounts, complete, error, name, tokensUnread }: Inventory): Finding[] {
  const found: Finding[] = [];
  if (!complete) {
    found.push({
      kind: 'incomplete',
      system: name,
      text: `only ${accounts.length} accounts were read: ${error}`,
    });
  }
  if (tokensUnread !== undefined) {
    found.push({ kind: 'tokens-unread', system: name, text: `tokens could not be read: ${tokensUnread}` });
  }
  return found;
}

function aboutAccount(account: Account, person: Person | undefined, shield: string | undefined): Finding[] {
  const found: Finding[] = [];
  const at = { ...place(account), ...(person ? { person: person.person } : {}) };
  if (person?.status === 'left') {
    found.push({
      ...at,
      kind: 'leaver',
      text: `${person.name ?? person.person} left and still has ${label(account)}`,
    });
  }
  if (!person && shield === undefined) {
    found.push({ ...at, kind: 'orphan', text: `${label(account)} belongs to nobody in the people file` });
  }
  const tokens = account.tokens?.length ?? 0;
  if (account.state === 'disabled' && tokens > 0) {
    found.push({
      ...at,
      kind: 'disabled-with-tokens',
      text: `${label(account)} is disabled, and ${tokens} of its tokens work`,
    });
  }
  return found;
}

function duplicate(key: string, several: readonly Account[]): Finding {
  const [person = '', system = ''] = key.split('\n');
  const logins = several.map(({ login }) => login).join(', ');
  return { kind: 'duplicate', system, person, text: `${person} has ${several.length} accounts: ${logins}` };
}

function place({ id, login, system }: Account) {
  return { system, id, login };
}

/** An account in a sentence. */
function label({ login, state }: Account): string {
  return state === undefined || state === 'active' ? login : `${login} (${state})`;
}
