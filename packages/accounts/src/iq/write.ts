import { PartialFailureError } from '@rollcall/facade';
import type { Iq } from '@rollcall/facade/iq';
import type { Account } from '../account.js';
import type { AccountPatch, NewAccount } from '../change.js';
import type { Written } from '../shared/adapter.js';
import { randomPassword } from '../shared/random-password.js';
import { roleWords } from '../shared/role-words.js';
import type { CallControl } from '../system.js';
import { grantsFor, roleInput } from './memberships.js';

/** The facade's `provision`: all names are resolved before the user is created. */
export async function createUser(
  iq: Iq,
  { addresses = [], familyName = '', givenName = '', login = '', password, roles = [] }: NewAccount,
  call: CallControl,
): Promise<Written> {
  await iq.users.provision(
    {
      username: login,
      password: password ?? randomPassword(),
      firstName: givenName,
      lastName: familyName,
      email: addresses[0] ?? '',
      roles: roles.map(roleInput),
    },
    call,
  );
  return { id: `Internal/${login}` };
}

/** Takes away what is too much before it grants what is missing. */
export async function changeUser(
  iq: Iq,
  system: string,
  username: string,
  { roles: held = [] }: Account,
  { addresses, familyName, givenName, roles }: AccountPatch,
  call: CallControl,
): Promise<void> {
  const wanted = roles ?? held.map(roleWords);
  const missing = wanted.filter((asked) => !held.map(roleWords).includes(asked));
  const extra = held.map(roleWords).filter((words) => !wanted.includes(words));
  const grants = await grantsFor(iq, system, username, missing, call);
  const revocations = await grantsFor(iq, system, username, extra, call);
  const fields = {
    ...(givenName === undefined ? {} : { firstName: givenName }),
    ...(familyName === undefined ? {} : { lastName: familyName }),
    ...(addresses === undefined ? {} : { email: addresses[0] ?? '' }),
  };
  if (Object.keys(fields).length > 0) await iq.users.update(username, fields, call);
  for (const grant of revocations) await iq.memberships.revoke(grant, call);
  for (const [index, grant] of grants.entries()) {
    try {
      await iq.memberships.grant(grant, call);
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause);
      throw new PartialFailureError(
        `${system}: of ${grants.length} roles of '${username}' ${index} were granted: ${why} Plan again to grant the rest.`,
        { granted: grants.slice(0, index), failed: grant },
        { cause },
      );
    }
  }
}
