import type { QualysSaq } from '@rollcall/facade/qualys-saq';
import type { Account } from '../account.js';
import type { AccountPatch, NewAccount } from '../change.js';
import type { Written } from '../shared/adapter.js';
import { oneNamed } from '../shared/one-named.js';
import { present } from '../shared/present.js';
import type { CallControl } from '../system.js';

/** The facade's `provision`: names of tags are resolved before the user is created, and the user must have them after. */
export async function createUser(
  saq: QualysSaq,
  { addresses = [], company = '', familyName = '', givenName = '', tags }: NewAccount,
  call: CallControl,
): Promise<Written> {
  const user = await saq.users.provision(
    {
      firstName: givenName,
      lastName: familyName,
      company,
      emailAddress: addresses[0] ?? '',
      ...(tags === undefined ? {} : { tags }),
    },
    call,
  );
  return { id: user.id };
}

export async function changeUser(
  saq: QualysSaq,
  system: string,
  { id }: Account,
  { addresses, company, familyName, givenName, tags }: AccountPatch,
  call: CallControl,
): Promise<Written> {
  const set = tags && (await tagIds(saq, system, tags, call));
  await saq.users.update(
    id,
    {
      ...present({ firstName: givenName, lastName: familyName, company }),
      ...(addresses?.[0] === undefined ? {} : { emailAddress: addresses[0] }),
      ...(set ? { tags: { set } } : {}),
    },
    call,
  );
  return { id };
}

/** All tags are read only where one is not found by its name: a subscription may have thousands. */
async function tagIds(
  saq: QualysSaq,
  system: string,
  wanted: readonly string[],
  call: CallControl,
): Promise<{ id: string }[]> {
  const ids: { id: string }[] = [];
  for (const name of wanted) {
    const named = await saq.tags.named(name, call);
    const known = named.length === 1 ? named : await saq.tags.list([], call).toArray();
    ids.push({ id: oneNamed(system, 'tag', name, known).id });
  }
  return ids;
}
