/** What the sandboxes' snapshots say of a user, as far as a line on the page tells it; each vendor has some of it. */
interface SnapshotUser {
  readonly id?: number | string;
  readonly username?: string;
  readonly userName?: string;
  readonly name?: string;
  readonly subject?: string;
  readonly email?: string;
  readonly emailAddress?: string;
  readonly status?: string;
  readonly realm?: string;
  readonly assignedRoles?: readonly { readonly name?: string }[];
  readonly assignedGroups?: readonly { readonly name?: string }[];
  readonly tags?: readonly { readonly name?: string }[];
  readonly deployed?: QRadarSide | null;
  readonly staged?: QRadarSide | null;
}

/** A QRadar user in the deployed or in the staged configuration. */
interface QRadarSide {
  readonly user_role_id?: number;
  readonly security_profile_id?: number;
}

interface Named {
  readonly id: number | string;
  readonly name: string;
}

/** IQ: a role that is granted to a user somewhere. */
interface Membership {
  readonly roleId: string;
  readonly type: string;
  readonly userOrGroupName: string;
}

/** The lists that a user's ids point into, and those that point to a user. */
export interface Directories {
  readonly user_roles?: readonly Named[];
  readonly security_profiles?: readonly Named[];
  readonly roles?: readonly Named[];
  readonly memberships?: readonly Membership[];
}

/** A user's name, and beside it who that is and what the user may do: id, address, roles or realm, state. */
export function userLine(user: unknown, directories: Directories): { name: string; facts: string[] } {
  const one = user as SnapshotUser;
  const name = one.username ?? one.userName ?? one.name ?? one.subject ?? one.emailAddress ?? String(one.id);
  const facts = [
    one.id,
    one.email ?? one.emailAddress,
    ...rights(one, directories),
    one.realm,
    one.status,
    waitingFor(one),
  ];
  return { name, facts: facts.filter((fact) => fact !== undefined && fact !== name).map(String) };
}

function rights(one: SnapshotUser, directories: Directories) {
  const { memberships = [], roles = [], security_profiles = [], user_roles = [] } = directories;
  const side = one.deployed ?? one.staged;
  // Granted by name, whatever the realm, as IQ does.
  const isGranted = (id: number | string) =>
    memberships.some(
      ({ roleId, type, userOrGroupName }) =>
        roleId === id && type === 'USER' && userOrGroupName === one.username,
    );
  const named = (label: string, names: readonly (string | undefined)[]) =>
    names.length > 0 ? `${label} ${names.join(', ')}` : undefined;
  const nameOf = (list: readonly Named[], id: number | undefined) =>
    list.filter((entry) => entry.id === id).map((entry) => entry.name);
  return [
    named('role', nameOf(user_roles, side?.user_role_id)),
    named('profile', nameOf(security_profiles, side?.security_profile_id)),
    named('roles', [
      ...(one.assignedRoles ?? []).map((role) => role.name),
      ...roles.filter(({ id }) => isGranted(id)).map((role) => role.name),
    ]),
    named(
      'groups',
      (one.assignedGroups ?? []).map((group) => group.name),
    ),
    named(
      'tags',
      (one.tags ?? []).map((tag) => tag.name),
    ),
  ];
}

/** What a deploy would bring, in a console that stages changes. */
function waitingFor({ deployed, staged }: SnapshotUser): string | undefined {
  if (deployed === undefined || (deployed && staged)) return undefined;
  return deployed ? 'deletion staged' : 'staged';
}
