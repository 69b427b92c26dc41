import { refuseUnknown } from '../input/nearest.js';

/** By address; all the others take none. */
const PARAMETERS: Readonly<Record<string, readonly string[]>> = { journal: ['after'] };

/** @throws RangeError for a parameter that the address does not have, with the nearest that it has. */
export function checkQuery(path: string, { searchParams }: URL): void {
  const known = (Object.hasOwn(PARAMETERS, path) && PARAMETERS[path]) || [];
  for (const name of searchParams.keys()) {
    if (known.length === 0) throw new RangeError(`This address takes no parameters, not ${name}`);
    refuseUnknown(name, known, `${path} has no parameter`);
    if (searchParams.getAll(name).length > 1) throw new RangeError(`${name} is given more than once`);
  }
}

/** The number of the last entry that the caller knows; 0 without one. @throws RangeError for what is no such number. */
export function readAfter({ searchParams }: URL): number {
  const text = searchParams.get('after') ?? '0';
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new RangeError(`after takes the number n of an entry, not ${text.slice(0, 100) || 'nothing'}`);
}
