import { createHash } from 'node:crypto';
import type { Config } from '@rollcall/accounts/config';
import type { Person } from '../people/types.js';

/** Digests (SHA-256, hex) of what a plan follows from, beside the accounts: those are read again before each change. */
export interface MadeFrom {
  /** The people, in whatever order they stand. */
  readonly people: string;
  /** `rules` and `leavers` of rollcall.yaml. */
  readonly rules: string;
}

type Sources = { readonly people: readonly Person[]; readonly config: Config };

export function madeFrom({ config: { leavers = 'remove', rules = [] }, people }: Sources): MadeFrom {
  const sorted = [...people].sort((one, other) => (one.person < other.person ? -1 : 1));
  return { people: digest(sorted), rules: digest({ leavers, rules }) };
}

/** What a plan was made from and is no longer so, as a sentence without its end; undefined when all is as it was. */
export function changedSources(made: MadeFrom, now: Sources): string | undefined {
  const { people, rules } = madeFrom(now);
  const changed = [
    ...(made.people === people ? [] : ['the people file']),
    ...(made.rules === rules ? [] : ['the rules of rollcall.yaml']),
  ];
  return changed.length > 0 ? `${changed.join(' and ')} changed after the plan was made` : undefined;
}

function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}
