import { InvalidInputError } from '@rollcall/facade';
import type { Capabilities, WritableField } from '../account.js';
import type { NewAccount } from '../change.js';

/** Fields that hold several names; all others hold one text. */
const LISTS: ReadonlySet<string> = new Set(['addresses', 'roles', 'groups', 'tags']);

/** @throws InvalidInputError for a field that the vendor wants and lacks, that it cannot write, or that is of another kind. */
export function checkFields(
  system: string,
  { changeable, creatable, required, roles }: Capabilities,
  fields: NewAccount,
  verb: 'create' | 'change',
): void {
  if (typeof fields !== 'object' || fields === null || Array.isArray(fields))
    throw new InvalidInputError(`${system}: what to ${verb} must be an object of fields`);
  const given = (Object.keys(fields) as WritableField[]).filter((field) => fields[field] !== undefined);
  const allowed: readonly WritableField[] = verb === 'create' ? creatable : changeable;
  for (const field of given) {
    if (!allowed.includes(field)) {
      const known = allowed.join(', ') || 'nothing';
      throw new InvalidInputError(
        `${system}: '${field}' cannot be written to ${verb} an account; it takes ${known}`,
      );
    }
    const problem = LISTS.has(field) ? listProblem(fields[field]) : textProblem(fields[field]);
    if (problem) throw new InvalidInputError(`${system}: '${field}' ${problem}`);
  }
  if (verb === 'change' && given.length === 0) {
    throw new InvalidInputError(`${system}: the change names no field`);
  }
  for (const field of verb === 'create' ? required : given.filter((each) => required.includes(each))) {
    const value = fields[field];
    if (value === undefined || value.length === 0) {
      throw new InvalidInputError(`${system}: an account needs '${field}'`);
    }
  }
  if (roles === 'one' && fields.roles && fields.roles.length > 1) {
    throw new InvalidInputError(`${system}: an account has one role, not ${fields.roles.length}`);
  }
  if (fields.addresses && fields.addresses.length > 1) {
    throw new InvalidInputError(`${system}: an account has one address, not ${fields.addresses.length}`);
  }
}

function textProblem(value: unknown): string | undefined {
  return typeof value === 'string'
    ? undefined
    : `must be a text, not ${value === null ? 'null' : typeof value}`;
}

function listProblem(value: unknown): string | undefined {
  if (!Array.isArray(value)) return 'must be a list of texts';
  const wrong = value.findIndex((each) => typeof each !== 'string' || each.trim() === '');
  if (wrong >= 0) return `must be a list of texts, and its entry ${wrong + 1} is none or empty`;
  // Asked for twice, and there once: it could never be confirmed.
  const twice = value.find((each, at) => value.indexOf(each) !== at);
  return twice === undefined ? undefined : `names '${twice}' twice`;
}
