import { PartialFailureError } from '@rollcall/facade';
import type { Iq } from '@rollcall/facade/iq';
import type { Account } from '../account.js';
import type { AccountPatch, NewAccount } from '../change.js';
import type { Written } from '../shared/adapter.js';
import { randomPassword } from '../shared/random-password.js';
import { reasonOf } from '../shared/reason-of.js';
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
  const has = held.map(roleWords);
  const wanted = roles ?? has;
  const missing = wanted.filter((words) => !has.includes(words));
  const extra = has.filter((words) => !wanted.includes(words));
  // Looked up together: roles and owners are read once.
  const all = await grantsFor(iq, system, username, [...missing, ...extra], call);
  const [grants, revocations] = [all.slice(0, missing.length), all.slice(missing.length)];
  const fields = {
    ...(givenName === undefined ? {} : { firstName: givenName }),
    ...(familyName === undefined ? {} : { lastName: familyName }),
    ...(addresses === undefined ? {} : { email: addresses[0] ?? '' }),
  };
  const names = Object.keys(fields);
  const writes: Write[] = [
    ...(names.length > 0
      ? [{ what: `set ${names.join(', ')}`, run: () => iq.users.update(username, fields, call) }]
      : []),
    ...revocations.map((grant, at) => ({
      what: `revoke ${extra[at]}`,
      run: () => iq.memberships.revoke(grant, call),
    })),
    ...grants.map((grant, at) => ({
      what: `grant ${missing[at]}`,
      run: () => iq.memberships.grant(grant, call),
    })),
  ];
  await inTurn(`${system}: the change of '${username}'`, writes, call);
}

interface Write {
  readonly what: string;
  run(): Promise<unknown>;
}

/** @throws PartialFailureError when one fails after others took effect: the vendor's own error would say that none did. */
async function inTurn(change: string, writes: readonly Write[], { signal }: CallControl): Promise<void> {
  const done: string[] = [];
  for (const { what, run } of writes) {
    try {
      await run();
    } catch (cause) {
      if (done.length === 0 || signal?.aborted) throw cause;
      throw new PartialFailureError(
        `${change} stopped at '${what}': ${reasonOf(cause)} Done before it: ${done.join(', ')}. Plan again for the rest.`,
        { done, failed: what },
        { cause },
      );
    }
    done.push(what);
  }
}
