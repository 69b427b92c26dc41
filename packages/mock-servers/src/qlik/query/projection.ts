import { pathOf } from '../../spec/places.js';
import { type Catalogue, isSystemRole } from '../state/catalogue.js';
import type { Role, StoredUser } from '../state/model.js';

/** What a user's answer says of a role. */
type AssignedRole = Pick<Role, 'id' | 'name' | 'type' | 'level'>;

/** How `inviteExpiry` reads: seconds left (the document) or a Unix timestamp (the present reference, qlik.dev). */
export type InviteExpiryForm = 'seconds' | 'timestamp';

interface RenderContext {
  catalogue: Catalogue;
  /** Absolute, without a trailing slash. */
  baseUrl: string;
  now: number;
  inviteExpiry: InviteExpiryForm;
}

/** The document's User with every field; `inviteExpiry` only while an invitation is open. */
export function renderUser(user: StoredUser, context: RenderContext): Record<string, unknown> {
  const { catalogue, baseUrl } = context;
  const roles = rolesOf(user.roleIds, catalogue);
  const groups = user.groupIds.flatMap((id) => catalogue.group({ id }) ?? []);
  return {
    id: user.id,
    name: user.name,
    email: user.email,
    links: { self: { href: userUrl(baseUrl, user.id) } },
    roles: roles.map(({ name }) => name).filter(isSystemRole),
    locale: user.locale,
    status: user.status,
    created: user.createdAt,
    picture: user.picture,
    subject: user.subject,
    tenantId: user.tenantId,
    zoneinfo: user.zoneinfo,
    createdAt: user.createdAt,
    lastUpdated: user.lastUpdatedAt,
    ...(user.inviteExpiresAt === undefined ? {} : { inviteExpiry: expiry(user.inviteExpiresAt, context) }),
    assignedRoles: roles,
    lastUpdatedAt: user.lastUpdatedAt,
    assignedGroups: groups.map(({ id, name, providerType, roleIds }) => ({
      id,
      name,
      providerType,
      assignedRoles: rolesOf(roleIds, catalogue),
    })),
    [ONLY_WHEN_NAMED]: groups.filter(({ system }) => !system).map(({ name }) => name),
    assignedScopes: user.assignedScopes,
    preferredLocale: user.preferredLocale,
    preferredZoneinfo: user.preferredZoneinfo,
  };
}

/** The names of the user's groups without system groups; no part of Qlik's own schema of a user (qlik.dev). */
const ONLY_WHEN_NAMED = 'groups';

/**
 * Keeps the named fields, `links` among them (document); without names all but `groups`. Unknown names are passed over,
 * which is unconfirmed.
 */
export function projectFields(
  user: Record<string, unknown>,
  fields: ReadonlySet<string> | undefined,
): Record<string, unknown> {
  const kept = (name: string) => (fields === undefined ? name !== ONLY_WHEN_NAMED : fields.has(name));
  return Object.fromEntries(Object.entries(user).filter(([name]) => kept(name)));
}

/** The comma-separated `fields`; `undefined`, so all of them, when left out or empty. */
export function parseFields(text: string | null): ReadonlySet<string> | undefined {
  const names = (text ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  return names.length === 0 ? undefined : new Set(names);
}

export function userUrl(baseUrl: string, id: string): string {
  return baseUrl + pathOf('qlik', 'getUser', id);
}

function rolesOf(ids: readonly string[], catalogue: Catalogue): AssignedRole[] {
  return ids
    .flatMap((id) => catalogue.role({ id }) ?? [])
    .map(({ id, name, type, level }) => ({ id, name, type, level }));
}

function expiry(expiresAt: number, { inviteExpiry, now }: RenderContext): number {
  return inviteExpiry === 'timestamp'
    ? Math.floor(expiresAt / 1000)
    : Math.max(0, Math.ceil((expiresAt - now) / 1000));
}
