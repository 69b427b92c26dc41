import type { Config } from '@rollcall/accounts/config';
import { distance } from 'fastest-levenshtein';
import { Problem } from '../problem.js';

/** What of a configuration the people file has to fit. */
export type PeopleNeeds = Pick<Config, 'systems' | 'rules'>;

/** Columns that mean something of their own; every other one is for rules. */
export const OWN_COLUMNS = ['person', 'name', 'givenName', 'familyName', 'addresses', 'aliases', 'status'];

/**
 * Refuses a line of column names that would lose something without a word: one name twice, one that is nearly another, a
 * login of a system that there is not.
 * @throws Problem
 */
export function checkHead(names: readonly string[], file: string, needs: PeopleNeeds): void {
  const [only = ''] = names;
  const separator = /[;\t|]/.exec(only)?.[0];
  if (names.length === 1 && separator !== undefined) {
    const shown = separator === '\t' ? 'a tab' : `'${separator}'`;
    throw new Problem(
      `${file}: its columns are separated by ${shown}; separate them by commas (several addresses of one person are separated by ';')`,
    );
  }
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new Problem(`${file} has the column '${twice}' twice; keep one of them`);
  checkNames(names, file, needs);
  if (!names.includes('person')) {
    throw new Problem(
      `${file}: the column person is missing; the first line names the columns: ${OWN_COLUMNS.join(', ')}`,
    );
  }
}

/** Refuses a rule that asks for a column which is not there: it would fit nobody. @throws Problem */
export function checkRuleColumns(names: readonly string[], file: string, needs: PeopleNeeds): void {
  const missing = ruleColumns(needs).find((column) => !names.includes(column));
  if (missing === undefined) return;
  throw new Problem(`a rule of rollcall.yaml asks for '${missing}', and ${file} has no such column`);
}

/** The same for names that stand beside each person, as in YAML: there none has to be. */
export function checkNames(names: readonly string[], file: string, needs: PeopleNeeds): void {
  const known = [...OWN_COLUMNS, ...ruleColumns(needs)];
  const systems = Object.keys(needs.systems);
  for (const name of names) {
    if (known.includes(name)) continue;
    const [, system] = /^login\.(.*)$/.exec(name) ?? [];
    if (system !== undefined && !systems.includes(system)) {
      throw new Problem(
        `${file} has '${name}', and no system is called '${system}'; there are ${systems.join(', ')}`,
      );
    }
    const meant = system === undefined ? known.find((each) => isNearly(name, each)) : undefined;
    if (meant !== undefined) {
      throw new Problem(
        `${file} has the column '${name}'; is '${meant}' meant? Nothing would read it as it is`,
      );
    }
  }
}

function ruleColumns({ rules = [] }: PeopleNeeds): string[] {
  return [...new Set(rules.flatMap(({ when = {} }) => Object.keys(when)))];
}

/** One letter apart, or two in a long word; capitals, spaces and underscores do not count. */
function isNearly(name: string, known: string): boolean {
  const [one, other] = [name, known].map((each) => each.toLowerCase().replaceAll(/[\s_-]/g, ''));
  return distance(one ?? '', other ?? '') <= (known.length > 8 ? 2 : 1);
}
