import { InvalidInputError } from '@rollcall/facade';
import type { Capabilities, WritableField } from '../account.js';
import type { NewAccount } from '../change.js';

/** @throws InvalidInputError for a field that the vendor wants and lacks, or that it cannot write. */
export function checkFields(
  system: string,
  { changeable, creatable, required, roles }: Capabilities,
  fields: NewAccount,
  verb: 'create' | 'change',
): void {
  const given = (Object.keys(fields) as WritableField[]).filter((field) => fields[field] !== undefined);
  const allowed: readonly WritableField[] = verb === 'create' ? creatable : changeable;
  for (const field of given) {
    if (allowed.includes(field)) continue;
    const known = allowed.join(', ') || 'nothing';
    throw new InvalidInputError(
      `${system}: '${field}' cannot be written to ${verb} an account; it takes ${known}`,
    );
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
