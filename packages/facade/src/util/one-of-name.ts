import { InvalidInputError } from '../errors.js';
import { checkName } from './check.js';

interface Named {
  readonly id?: string | undefined;
  readonly name?: string | undefined;
}

const MOST_SHOWN = 20;

/**
 * The one record that has this name, or else this id.
 * @throws InvalidInputError when none or several do; the message lists what exists.
 */
export function oneOfName<Item extends Named>(
  kind: string,
  wanted: string,
  all: readonly Item[],
): Item & { id: string } {
  checkName(`${kind}, which goes by name or id,`, wanted);
  const named = all.filter(({ name }) => name === wanted);
  const matches = named.length > 0 ? named : all.filter(({ id }) => id === wanted);
  const [match] = matches;
  if (matches.length === 1 && match?.id !== undefined) return match as Item & { id: string };
  if (matches.length > 1) {
    throw new InvalidInputError(
      `${kind} '${wanted}' is ambiguous: ids ${matches.map(({ id }) => id).join(', ')} have this name; give the id. Nothing was written`,
    );
  }
  const names = all.map(({ id, name }) => `${name} (${id})`);
  const more = names.length > MOST_SHOWN ? `, and ${names.length - MOST_SHOWN} more` : '';
  throw new InvalidInputError(
    `${kind} '${wanted}' does not exist; there are: ${names.slice(0, MOST_SHOWN).join(', ') || 'none'}${more}. Nothing was written`,
  );
}
