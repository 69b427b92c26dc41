import type { QRadar } from '@rollcall/facade/qradar';
import type { Account } from '../account.js';
import type { AccountPatch, LeftOver, NewAccount } from '../change.js';
import type { Written } from '../shared/adapter.js';
import { oneNamed } from '../shared/one-named.js';
import { randomPassword } from '../shared/random-password.js';
import type { CallControl } from '../system.js';
import { controlOf } from './context.js';
import type { Directory } from './directory.js';

/** A new user with the facade's `provision`, on a console of either kind. */
export async function createUser(
  qradar: QRadar,
  account: NewAccount,
  options: CallControl & { readonly deploy: boolean },
): Promise<Written> {
  const {
    addresses = [],
    familyName,
    givenName,
    login = '',
    password,
    roles = [],
    securityProfile = '',
  } = account;
  const isIbm = (await qradar.consoleResources(controlOf(options))) === 'ibm';
  const names = {
    ...(givenName === undefined ? {} : { first_name: givenName }),
    ...(familyName === undefined ? {} : { last_name: familyName }),
  };
  const user = await qradar.users.provision(
    {
      username: login,
      password: password ?? randomPassword(),
      role: roles[0] ?? '',
      securityProfile,
      ...(addresses[0] === undefined ? {} : { email: addresses[0] }),
      ...(isIbm ? {} : names),
    },
    options,
  );
  const left = isIbm && Object.keys(names).length > 0 ? [namesLeft(login)] : [];
  return writtenOf(user, left);
}

/** @param known the roles and profiles that there are. */
export async function changeUser(
  qradar: QRadar,
  system: string,
  { id }: Account,
  patch: AccountPatch,
  known: Directory,
  options: CallControl & { readonly deploy: boolean },
): Promise<Written> {
  const idOf = (kind: string, name: string, all: Directory['roles'] | Directory['profiles']) => ({
    id: Number(oneNamed(system, kind, name, all.values()).id),
  });
  const [role] = patch.roles ?? [];
  const user = await qradar.users.update(
    Number(id),
    {
      ...(patch.login === undefined ? {} : { username: patch.login }),
      ...(patch.givenName === undefined ? {} : { first_name: patch.givenName }),
      ...(patch.familyName === undefined ? {} : { last_name: patch.familyName }),
      ...(patch.addresses === undefined ? {} : { email: patch.addresses[0] ?? '' }),
      ...(patch.password === undefined ? {} : { password: patch.password }),
      ...(role === undefined ? {} : { user_role: idOf('role', role, known.roles) }),
      ...(patch.securityProfile === undefined
        ? {}
        : { security_profile: idOf('security profile', patch.securityProfile, known.profiles) }),
    },
    options,
  );
  return writtenOf(user, []);
}

type UserWritten = Awaited<ReturnType<QRadar['users']['update']>>;

function writtenOf({ deployed, id, pending, username }: UserWritten, left: LeftOver[]): Written {
  const waits = pending && {
    what: `${pending.fields.join(', ')} of user ${username} (${id})`,
    reason: `It is ${pending.change} in the staged configuration, and holds after a deploy (IBM).`,
    todo: 'Deploy on the console, or set `deploy: true` for the system.',
  };
  const along = (deployed?.others ?? []).map(({ change, username: other }) => ({
    what: `user ${other}`,
    reason: `The deploy took along that this user was ${change}.`,
    todo: 'Tell whoever had staged it.',
  }));
  return {
    id: String(id),
    ...(pending ? { staged: true } : {}),
    left: [...left, ...(waits ? [waits] : []), ...along],
  };
}

function namesLeft(login: string): LeftOver {
  return {
    what: `given and family name of ${login}`,
    reason: "The console has IBM's resources, and its users have no such fields (IBM).",
    todo: 'Write the name into the description on the console, if it is needed there.',
  };
}
