import { InvalidInputError } from '@rollcall/facade';
import type { Named } from '../account.js';

/** How many names an error lists. */
const SHOWN = 20;

/**
 * The one thing of a name, for vendors that take ids only.
 * @throws InvalidInputError when none or several have the name; it lists what exists.
 */
export function oneNamed<Item extends Named>(
  system: string,
  kind: string,
  wanted: string,
  known: Iterable<Item>,
): Item {
  const all = [...known];
  const [match, ...others] = all.filter(({ name }) => name === wanted);
  if (match && others.length === 0) return match;
  const names = all.slice(0, SHOWN).map(({ id, name }) => `${name} (${id})`);
  const more = all.length > SHOWN ? `, and ${all.length - SHOWN} more` : '';
  throw new InvalidInputError(
    `${system}: ${kind} '${wanted}' ${match ? 'is ambiguous' : 'does not exist'}; there are: ${names.join(', ') || 'none'}${more}`,
  );
}
