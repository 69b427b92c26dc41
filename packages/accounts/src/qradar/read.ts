import type { QRadarAuthorizedService, QRadarUser } from '@rollcall/facade/qradar';
import type { Account, Token } from '../account.js';
import { isoTime, present } from '../shared/present.js';
import type { Directory } from './directory.js';

export interface Context {
  readonly system: string;
  readonly directory: Directory;
  /** Id of the credential's own user; undefined for a service, which has none (IBM). */
  readonly ownId: number | undefined;
  /** Tokens by the name of the user that made them; undefined when they were not asked for. */
  readonly tokens: ReadonlyMap<string, Token[]> | undefined;
  /** Last logins by user id, in milliseconds since 1970; undefined when they were not asked for or are not told. */
  readonly lastSeen: ReadonlyMap<number, number> | undefined;
}

/** A user of either kind of console: the guide's names role and profile, IBM's gives their ids. */
export function toAccount(
  user: QRadarUser,
  { directory, lastSeen, ownId, system, tokens }: Context,
  pending?: Account['pending'],
): Account {
  const roleId = user.user_role?.id ?? user.user_role_id ?? undefined;
  const profileId = user.security_profile?.id ?? user.security_profile_id ?? undefined;
  const role = roleId === undefined ? undefined : directory.roles.get(roleId);
  const roleName = user.user_role?.name ?? role?.name;
  const profileName =
    user.security_profile?.name ??
    (profileId === undefined ? undefined : directory.profiles.get(profileId)?.name);
  return {
    system,
    id: String(user.id),
    login: user.username,
    ...present({ givenName: user.first_name, familyName: user.last_name }),
    addresses: user.email ? [user.email] : [],
    roles: roleId === undefined ? [] : [{ id: String(roleId), name: roleName ?? `role ${roleId}` }],
    ...(profileId === undefined
      ? {}
      : { securityProfile: { id: String(profileId), name: profileName ?? `profile ${profileId}` } }),
    ...(pending ? { pending } : {}),
    ...present({ lastSeenAt: isoTime(lastSeen?.get(user.id)) }),
    ...(tokens ? { tokens: tokens.get(user.username) ?? [] } : {}),
    ...(role ? { administrator: role.administrator } : {}),
    ...(ownId === user.id ? { own: true } : {}),
  };
}

/** An authorized service, never with its token. */
export function toToken({
  expiration_date,
  id,
  label,
  last_used_date,
  name,
}: QRadarAuthorizedService): Token {
  return {
    kind: 'authorized-service',
    id: String(id),
    ...present({
      name: label ?? name,
      expiresAt: isoTime(expiration_date),
      lastUsedAt: isoTime(last_used_date),
    }),
  };
}
