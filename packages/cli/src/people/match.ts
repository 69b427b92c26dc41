import { type Account, foldName } from '@rollcall/accounts';
import type { Person } from './types.js';

/** Whose an account is. Two people who both have it are never a guess. */
export type Match =
  | { readonly kind: 'person'; readonly person: Person }
  | { readonly kind: 'nobody' }
  | { readonly kind: 'ambiguous'; readonly people: readonly Person[] };

/**
 * Finds people by what the file says is theirs: an address or alias that the account has as address or login, or the
 * login of that system. The case of letters does not count; nothing else is compared, names never.
 */
export class Matcher {
  readonly #anywhere = new Map<string, Set<Person>>();
  readonly #bySystem = new Map<string, Set<Person>>();

  constructor(people: readonly Person[]) {
    for (const person of people) {
      for (const key of [...person.addresses, ...person.aliases]) add(this.#anywhere, key, person);
      for (const [system, login] of Object.entries(person.logins)) {
        add(this.#bySystem, `${system}\n${login}`, person);
      }
    }
  }

  /**
   * An address, an alias or a login of one system that two people have, with their names: which of them its account is cannot
   * be said.
   */
  shared(): { readonly key: string; readonly people: readonly Person[] } | undefined {
    for (const [key, people] of [...this.#anywhere, ...this.#bySystem]) {
      const [system, login] = key.split('\n');
      if (people.size > 1)
        return { key: login === undefined ? key : `the login ${login} of ${system}`, people: [...people] };
    }
    return undefined;
  }

  match({ addresses, login, system }: Account): Match {
    const found = new Set<Person>();
    for (const key of [login, ...addresses]) {
      for (const person of this.#anywhere.get(foldName(key)) ?? []) found.add(person);
    }
    for (const person of this.#bySystem.get(foldName(`${system}\n${login}`)) ?? []) found.add(person);
    const people = [...found];
    const [person, ...others] = people;
    if (!person) return { kind: 'nobody' };
    return others.length === 0 ? { kind: 'person', person } : { kind: 'ambiguous', people };
  }
}

function add(index: Map<string, Set<Person>>, key: string, person: Person): void {
  const folded = foldName(key);
  index.set(folded, (index.get(folded) ?? new Set()).add(person));
}
