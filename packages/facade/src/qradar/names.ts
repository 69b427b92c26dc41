import { InvalidInputError } from '../errors.js';
import type { CallOptions } from '../http/options.js';
import { checkName } from '../util/check.js';
import type { Lists } from './directories.js';

/**
 * The one record with a name, for vendors that take ids only. A number is an id already and goes through.
 * @throws InvalidInputError when none or several have the name; the message lists what exists.
 */
async function resolveName<Item extends { id: number; name: string }>(
  kind: string,
  wanted: string | number,
  list: AsyncIterable<Item>,
): Promise<number> {
  if (typeof wanted === 'number') return wanted;
  checkName(`${kind}, which goes by name or id,`, wanted);
  const all: Item[] = [];
  for await (const item of list) all.push(item);
  const matches = all.filter(({ name }) => name === wanted);
  const [match] = matches;
  if (match && matches.length === 1) return match.id;
  if (match) {
    throw new InvalidInputError(
      `${kind} '${wanted}' is ambiguous: ids ${matches.map(({ id }) => id).join(', ')} have this name; give the id`,
    );
  }
  const names = all.map(({ id, name }) => `${name} (${id})`);
  const shown = names.slice(0, 20).join(', ') + (names.length > 20 ? `, and ${names.length - 20} more` : '');
  throw new InvalidInputError(`${kind} '${wanted}' does not exist; there are: ${shown || 'none'}`);
}

/** The ids of what a user is given by name; roles are listed apart on the two kinds of console. */
export function idsByName({ roles, userRoles, securityProfiles }: Lists) {
  return {
    guideRole: (role: string | number, call: CallOptions) => resolveName('role', role, roles.list(call)),
    ibmRole: (role: string | number, call: CallOptions) =>
      resolveName('role', role, userRoles.list({}, call)),
    profile: (profile: string | number, call: CallOptions) =>
      resolveName('security profile', profile, securityProfiles.list({}, call)),
  };
}
