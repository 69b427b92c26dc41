import { NEW_DEPENDENT } from '../tasks/dependents-of.js';
import type { DependentRecord, PasswordPolicy, UserRecord } from './model.js';
import type { SeedReader } from './seed-reader.js';

/** Something that depends on a user, who has to be there; the user owns it unless somebody else is named. */
export function readDependent(
  reader: SeedReader,
  users: ReadonlyMap<number, UserRecord>,
): { userId: number; dependent: DependentRecord } {
  const userId = reader.reference('user_id', users);
  const dependent = {
    ...NEW_DEPENDENT,
    dependent_type: reader.needed('dependent_type', 'text'),
    dependent_id: reader.text('dependent_id') ?? '1',
    dependent_name: reader.text('dependent_name') ?? null,
    dependent_owner: reader.text('dependent_owner') ?? users.get(userId)?.username ?? null,
    dependent_database: reader.text('dependent_database') ?? null,
    blocking: reader.boolean('blocking') ?? false,
  };
  reader.refuseOthers();
  return { userId, dependent };
}

/** A rule that is left out is none. */
export function readPolicy(reader: SeedReader): PasswordPolicy {
  const policy = {
    minimum_length: reader.integer('minimum_length') ?? null,
    variance_rules_required_count: reader.integer('variance_rules_required_count') ?? null,
    disallow_repeating_characters: reader.boolean('disallow_repeating_characters') ?? false,
  };
  reader.refuseOthers();
  return policy;
}
