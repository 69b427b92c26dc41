import { type AccountSystem, type Named, roleParts } from '@rollcall/accounts';
import type { Config, ConfiguredSystem, Rule } from '@rollcall/accounts/config';
import { distance } from 'fastest-levenshtein';
import { Problem } from '../problem.js';

/** What a rule gives by name, and where a system lists the names. */
const LISTS = {
  roles: (system: AccountSystem) => system.roles(),
  groups: (system: AccountSystem) => system.groups(),
  tags: (system: AccountSystem) => system.tags(),
  securityProfile: (system: AccountSystem) => system.securityProfiles(),
} as const;

type Field = keyof typeof LISTS;

/**
 * Refuses a rule that gives what its system has not: the plan would promise it, and the run find out. A system that does not
 * list its names is not asked again: it refuses the name itself.
 * @throws Problem
 */
export async function checkRuleNames(
  { rules = [] }: Config,
  systems: readonly Pick<ConfiguredSystem, 'accounts' | 'name'>[],
): Promise<void> {
  for (const { accounts, name } of systems) {
    const own = rules.filter(({ system }) => system === name);
    for (const field of Object.keys(LISTS) as Field[]) {
      const wanted = [...new Set(own.flatMap((rule) => given(rule, field)))];
      if (wanted.length === 0) continue;
      if (!accounts.capabilities.creatable.includes(field)) {
        throw new Problem(
          `a rule of rollcall.yaml gives ${field} on ${name}, and an account there has none; take it out`,
        );
      }
      const names = await namesOf(LISTS[field](accounts)).catch(() => undefined);
      // A role that is kept apart from users holds on a place, which is said behind it.
      const hasPlace = field === 'roles' && accounts.capabilities.rolesApart;
      const unknown = names && wanted.find((each) => !names.includes(hasPlace ? roleParts(each).role : each));
      if (unknown !== undefined) throw new Problem(unknownName(field, unknown, name, names ?? []));
    }
  }
}

function given(rule: Rule, field: Field): readonly string[] {
  const value = rule[field];
  return typeof value === 'string' ? [value] : (value ?? []);
}

async function namesOf(list: AsyncIterable<Named>): Promise<string[]> {
  const names: string[] = [];
  for await (const { name } of list) names.push(name);
  return names;
}

function unknownName(field: Field, unknown: string, system: string, names: readonly string[]): string {
  const nearest = [...names].sort((one, other) => distance(unknown, one) - distance(unknown, other));
  const known = nearest.length > 0 ? `there are ${nearest.slice(0, 10).join(', ')}` : 'there are none';
  return `a rule of rollcall.yaml gives ${field} '${unknown}', which ${system} has not; ${known}. Nothing was planned`;
}
