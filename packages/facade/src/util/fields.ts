import { InvalidInputError } from '../errors.js';
import { kindOf } from './check.js';
import { unknownName } from './check-options.js';

/** The fields of a body and their kinds, as the spec has them. */
export type InputFields = Readonly<Record<string, string>>;

/** What may stand beside the documented fields of what is written: a field that this package does not know yet. */
export interface Extra {
  /** Fields that the vendor has and its spec here does not; sent as they are. */
  readonly extra?: Readonly<Record<string, unknown>>;
}

/**
 * What a caller writes, with the fields that the spec names and no others, each of its kind: a misspelt one, or a number
 * given as text, would be ignored by most vendors without a word. Fields of `extra` are sent beside them.
 * @throws InvalidInputError that names the nearest field, or the kind.
 */
export function writtenFields<Body extends object>(
  what: string,
  input: Body & Extra,
  known: InputFields,
): Body {
  let body: Body = input;
  if (Object.hasOwn(input, 'extra')) {
    const { extra, ...fields } = input;
    body = { ...fields, ...checkedExtra(what, extra, fields) } as unknown as Body;
    checkFields(what, fields, known);
  } else checkFields(what, input, known);
  return body;
}

function checkFields(what: string, fields: object, known: InputFields): void {
  for (const [name, value] of Object.entries(fields)) {
    const kind = Object.hasOwn(known, name) ? known[name] : undefined;
    if (!kind)
      throw unknownName(what, name, Object.keys(known), ". A field that is new goes into 'extra: { … }'");
    const given = Array.isArray(value) ? 'array' : typeof value;
    // What JSON cannot carry at all is refused, with its place, when the body is made.
    if (!(given in SCALARS) || !(kind in SCALARS) || given === kind) continue;
    throw new InvalidInputError(
      `${what}.${name} must be ${SCALARS[kind]}, not ${SCALARS[given]}${hint(kind, value)}; nothing was sent`,
    );
  }
}

const SCALARS: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  boolean: 'true or false',
};

/** The text of a number is the commonest of these: a form or an environment variable gives it. */
function hint(kind: string, value: unknown): string {
  if (kind !== 'number' || typeof value !== 'string' || !/^-?\d{1,20}$/.test(value)) return '';
  return `: write Number('${value}')`;
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
