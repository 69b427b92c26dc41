import type { Qlik } from '@rollcall/facade/qlik';
import type { Account, Named } from '../account.js';
import type { AccountPatch, NewAccount } from '../change.js';
import type { Written } from '../shared/adapter.js';
import { oneNamed } from '../shared/one-named.js';
import type { CallControl } from '../system.js';

/** The facade's `provision`: names of roles and groups are resolved before the user is created. */
export async function createUser(
  qlik: Qlik,
  { addresses = [], displayName, groups, login = '', roles }: NewAccount,
  call: CallControl,
): Promise<Written> {
  const user = await qlik.users.provision(
    {
      subject: login,
      ...(displayName === undefined ? {} : { name: displayName }),
      ...(addresses[0] === undefined ? {} : { email: addresses[0] }),
      ...(roles === undefined ? {} : { roles }),
      ...(groups === undefined ? {} : { groups }),
    },
    call,
  );
  return { id: user.id };
}

export async function changeUser(
  qlik: Qlik,
  system: string,
  { id }: Account,
  { addresses, displayName, groups, roles }: AccountPatch,
  call: CallControl,
): Promise<Written> {
  const idsOf = async (kind: string, wanted: readonly string[], list: AsyncIterable<Named>) => {
    const known: Named[] = [];
    if (wanted.length > 0) for await (const each of list) known.push(each);
    return wanted.map((name) => ({ id: oneNamed(system, kind, name, known).id }));
  };
  const assignedRoles = roles && (await idsOf('role', roles, qlik.roles.list({}, call)));
  const assignedGroups = groups && (await idsOf('group', groups, qlik.groups.list({}, call)));
  await qlik.users.update(
    id,
    {
      ...(displayName === undefined ? {} : { name: displayName }),
      ...(addresses === undefined ? {} : { email: addresses[0] ?? '' }),
      ...(assignedRoles ? { assignedRoles } : {}),
      ...(assignedGroups ? { assignedGroups } : {}),
    },
    call,
  );
  return { id };
}
