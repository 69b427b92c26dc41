import type { User, UserCreate } from '@rollcall/qualys-saq/sdk';
import type { CallOptions } from '../http/options.js';
import { provisionInSteps } from '../provision/progress.js';
import { checkList, checkRequired } from '../util/check.js';
import { oneOfName } from '../util/one-of-name.js';
import type { WriteOptions } from '../written/check-written.js';
import { writeOptions } from '../written/write-options.js';
import type { QualysSaqTags, SaqTag } from './tags.js';
import type { QualysSaqUsers } from './user-verbs.js';

export type SaqProvisionInput = Omit<UserCreate, 'tags'> & {
  /** Names or ids of tags. */
  readonly tags?: readonly string[];
};

/** How a person comes in. */
export interface QualysSaqProvision {
  /**
   * Creates a user with tags by name or id. How SAQ takes tags is not documented (unconfirmed: the form of the asset tagging
   * API), so the user is read again and must have them.
   * @throws InvalidInputError when a name matches none or several; it lists what exists, and nothing was created.
   * IgnoredFieldsError, which holds the user, when the tags were not set; PartialFailureError when the user was created and
   * could not be read: `results` is a `ProvisionProgress`.
   * @example
   * const names = { firstName: 'Jane', lastName: 'Doe', emailAddress: 'jane@example.com' };
   * const jane = await saq.users.provision({ ...names, company: 'Example', tags: ['Auditors'] });
   */
  provision(input: SaqProvisionInput, options?: WriteOptions): Promise<User>;
}

export function qualysSaqProvision(users: QualysSaqUsers, tags: QualysSaqTags): QualysSaqProvision {
  /** All tags are read only where one is not found: an account may have thousands, and the error lists them. */
  async function tagIds(wishes: readonly string[], call: CallOptions): Promise<{ id: string }[]> {
    const found: SaqTag[][] = [];
    for (const wish of wishes) found.push(await tags.named(wish, call));
    if (found.every(({ length }) => length === 1)) return found.flat().map(({ id }) => ({ id }));
    const all = await tags.list([], call).toArray();
    return wishes.map((wish) => ({ id: oneOfName('tag', wish, all).id }));
  }

  return {
    async provision(given, options) {
      const { verify: _, ...call } = writeOptions(options);
      checkRequired('user', given, ['emailAddress']);
      checkList('user.tags', given.tags);
      const { tags: wishes = [], ...input } = given;
      const set = await tagIds(wishes, call);
      return provisionInSteps<User>({
        name: input.emailAddress,
        sent: input as unknown as User,
        create: () => users.create(set.length > 0 ? { ...input, tags: { set } } : input, options),
        steps: [],
        advice: 'users.find(emailAddress) reads it.',
      });
    },
  };
}
