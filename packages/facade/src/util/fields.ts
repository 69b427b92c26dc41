import { InvalidInputError } from '../errors.js';
import { kindOf } from './check.js';
import { unknownName } from './check-options.js';

/** What may stand beside the documented fields of what is written: a field that this package does not know yet. */
export interface Extra {
  /** Fields that the vendor has and its spec here does not; sent as they are. */
  readonly extra?: Readonly<Record<string, unknown>>;
}

/**
 * What a caller writes, with the fields that the spec names and no others: a misspelt one would be ignored by most vendors
 * without a word. Fields of `extra` are sent beside them.
 * @throws InvalidInputError that names the nearest field.
 */
export function writtenFields<Body extends object>(
  what: string,
  input: Body & Extra,
  known: readonly string[],
): Body {
  let body: Body = input;
  if (Object.hasOwn(input, 'extra')) {
    const { extra, ...fields } = input;
    body = { ...fields, ...checkedExtra(what, extra, fields) } as unknown as Body;
    checkNames(what, fields, known);
  } else checkNames(what, input, known);
  return body;
}

function checkNames(what: string, fields: object, known: readonly string[]): void {
  for (const name of Object.keys(fields)) {
    if (!known.includes(name))
      throw unknownName(what, name, known, ". A field that is new goes into 'extra: { … }'");
  }
}

function checkedExtra(what: string, extra: unknown, fields: object): object {
  if (extra === undefined) return {};
  if (extra === null || typeof extra !== 'object' || Array.isArray(extra)) {
    throw new InvalidInputError(`${what}.extra must be an object, not ${kindOf(extra)}`);
  }
  const twice = Object.keys(extra).find((name) => Object.hasOwn(fields, name));
  if (twice !== undefined) throw new InvalidInputError(`${what}.extra holds '${twice}' once more`);
  return extra;
}

/** What a caller asks of a list: nothing, or an object of names that the list knows. */
export function checkQuery(query: unknown, known: readonly string[]): void {
  if (query === undefined) return;
  if (query === null || typeof query !== 'object' || Array.isArray(query)) {
    throw new InvalidInputError(`the query must be an object, not ${kindOf(query)}`);
  }
  for (const name of Object.keys(query))
    if (!known.includes(name)) throw unknownName('the query', name, known);
}
