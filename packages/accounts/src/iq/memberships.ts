import { type Iq, type IqGrant, type IqOwner, type IqRoleInput, isGrantedOn } from '@rollcall/facade/iq';
import type { Named, RoleGrant } from '../account.js';
import { oneNamed } from '../shared/one-named.js';
import { REPOSITORIES, roleParts } from '../shared/role-words.js';
import type { CallControl } from '../system.js';

/** A membership as this model tells it, with what a call about it needs. */
export interface Membership extends RoleGrant {
  readonly owner: IqOwner;
}

/** What roles can be granted on, by the words of {@link RoleGrant}'s `on`. */
interface Place {
  readonly owner: IqOwner;
  /** `organization Sandbox`; undefined for the whole server. */
  readonly on: string | undefined;
}

/** How many owners are read at a time: IQ lists no memberships by user, so all of them have to be. */
const AT_ONCE = 4;

async function placesOf(iq: Iq, call: CallControl): Promise<Place[]> {
  const places: Place[] = [
    { owner: { type: 'global' }, on: undefined },
    { owner: { type: 'repository_container' }, on: REPOSITORIES },
  ];
  for (const { id, name } of await iq.organizations.list(call)) {
    if (id) places.push({ owner: { type: 'organization', id }, on: `organization ${name ?? id}` });
  }
  for (const { id, name, publicId } of await iq.applications.list(call)) {
    if (id) places.push({ owner: { type: 'application', id }, on: `application ${publicId ?? name ?? id}` });
  }
  return places;
}

/** The memberships of every user, by login. Only those that were made on the very place: what is inherited is told once. */
export async function readMemberships(iq: Iq, call: CallControl): Promise<Map<string, Membership[]>> {
  const names = new Map((await iq.roles.list(call)).map(({ id = '', name }) => [id, name ?? id]));
  const byLogin = new Map<string, Membership[]>();
  const places = await placesOf(iq, call);
  for (let start = 0; start < places.length; start += AT_ONCE) {
    const some = places.slice(start, start + AT_ONCE);
    const lists = await Promise.all(some.map(({ owner }) => iq.memberships.list(owner, call)));
    for (const [index, place] of some.entries()) {
      for (const { members = [], roleId = '' } of lists[index] ?? []) {
        for (const member of members) {
          const login = member.userOrGroupName;
          if (!login || member.type?.toUpperCase() === 'GROUP' || !isGrantedOn(place.owner, member)) continue;
          const { on, owner } = place;
          const grant = { id: roleId, name: names.get(roleId) ?? roleId, ...(on ? { on } : {}), owner };
          byLogin.set(login, [...(byLogin.get(login) ?? []), grant]);
        }
      }
    }
  }
  return byLogin;
}

/** A membership without what only calls need. */
export function roleGrantOf({ id, name, on }: Membership): RoleGrant {
  return { id, name, ...(on === undefined ? {} : { on }) };
}

/** What is asked for, as the facade's `provision` takes it. */
export function roleInput(asked: string): IqRoleInput {
  const { on, role } = roleParts(asked);
  if (on === undefined) return { role, global: true };
  if (on === REPOSITORIES) return { role, repositoryContainer: true };
  const [, kind, name = ''] = /^(organization|application) (.*)$/.exec(on) ?? [];
  return kind === 'organization' ? { role, organization: name } : { role, application: name };
}

/**
 * The grants that the words ask for.
 * @throws InvalidInputError for a role or a place that does not exist; it lists what does.
 */
export async function grantsFor(
  iq: Iq,
  system: string,
  login: string,
  words: readonly string[],
  call: CallControl,
): Promise<IqGrant[]> {
  if (words.length === 0) return [];
  const roles = (await iq.roles.list(call)).map(({ id = '', name }): Named => ({ id, name: name ?? id }));
  const places = (await placesOf(iq, call)).map((place) => ({
    ...place,
    id: 'id' in place.owner ? place.owner.id : place.owner.type,
    name: place.on ?? 'everything',
  }));
  return words.map((asked) => {
    const { on, role } = roleParts(asked);
    const { id: roleId } = oneNamed(system, 'role', role, roles);
    const { owner } = oneNamed(system, 'place of a role', on ?? 'everything', places);
    return { name: login, roleId, owner };
  });
}
