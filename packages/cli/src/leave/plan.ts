import { type Account, foldName } from '@rollcall/accounts';
import type { Inventory } from '../inventory.js';
import { Matcher } from '../people/match.js';
import type { Person } from '../people/types.js';
import { madeFrom } from '../plan/made-from.js';
import { makePlan } from '../plan/make.js';
import type { Plan } from '../plan/types.js';
import { Problem } from '../problem.js';
import type { Workspace } from '../workspace.js';

/** The person that is meant: by what HR calls them, an address or an alias. @throws Problem for nobody, or several. */
export function choosePerson(people: readonly Person[], wanted: string): Person {
  const folded = foldName(wanted);
  const fits = ({ addresses, aliases, person }: Person) =>
    [person, ...addresses, ...aliases].some((each) => foldName(each) === folded);
  const [person, ...others] = people.filter(fits);
  if (!person) {
    throw new Problem(
      `'${wanted}' is nobody in the people file; give the person's name there, or one of their addresses`,
    );
  }
  if (others.length === 0) return person;
  const names = [person, ...others].map((each) => each.person).join(', ');
  throw new Problem(`'${wanted}' is several people: ${names}; give the name of one`);
}

/** The accounts of one person, as the walks found them. */
export function accountsOf(
  person: Person,
  people: readonly Person[],
  inventories: readonly Inventory[],
): Account[] {
  const matcher = new Matcher(people);
  const isTheirs = (account: Account) => {
    const match = matcher.match(account);
    return match.kind === 'person' && match.person === person;
  };
  return inventories.flatMap(({ accounts }) => accounts.filter(isTheirs));
}

/** What it takes to get one person out of everything. Everybody else is left out of the plan. */
export async function planLeaving(
  { config, people, systems }: Workspace,
  inventories: readonly Inventory[],
  person: Person,
  now: Date,
): Promise<Plan> {
  // The others stay in the list: an account that fits two people must be seen as such.
  const list = people.map((each): Person => (each === person ? { ...person, status: 'left' } : each));
  const plan = await makePlan(inventories, systems, list, { ...config, rules: [] }, now);
  const mine = <Each extends { person?: string }>(each: Each) => each.person === person.person;
  return {
    ...plan,
    // Of what is in the files, not of the list above: that is what a run that goes on can look at again.
    madeFrom: madeFrom({ people, config }),
    entries: plan.entries.filter(mine),
    skipped: plan.skipped.filter(mine),
  };
}
