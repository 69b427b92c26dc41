/** Statuses of the document, and `provisioned` of the present reference (qlik.dev). */
export const USER_STATUSES = ['active', 'invited', 'disabled', 'deleted', 'provisioned'] as const;
export type UserStatus = (typeof USER_STATUSES)[number];

/** What roles and groups have in common. */
interface Entry {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly tenantId: string;
  /** RFC 3339. */
  readonly createdAt: string;
  readonly lastUpdatedAt: string;
}

export interface Role extends Entry {
  readonly type: 'default' | 'custom';
  readonly level: 'admin' | 'user';
  readonly permissions: readonly string[];
}

export interface Group extends Entry {
  readonly status: 'active' | 'disabled';
  readonly providerType: 'idp' | 'custom';
  readonly roleIds: readonly string[];
  /** Everyone, which only `systemGroups` lists. */
  readonly system?: true;
}

/** The spec's ApiKey, which never holds the token. */
export interface ApiKey {
  readonly id: string;
  readonly tenantId: string;
  readonly description: string;
  readonly status: 'active' | 'expired' | 'revoked';
  /** Whom the key acts as: a user's id. */
  readonly sub: string;
  readonly subType: 'user' | 'externalClient';
  readonly expiry: string;
  readonly createdByUser: string;
  readonly created: string;
  readonly lastUpdated: string;
}

/** A licence that a subject has. */
export interface LicenseAssignment {
  /** Of the sandbox: subject and type. */
  readonly id: string;
  readonly type: string;
  readonly subject: string;
  readonly excess: boolean;
  readonly created: string;
}

/** A user as kept; `projection.ts` makes the wire form. Never changed in place. */
export interface StoredUser {
  readonly id: string;
  readonly name: string;
  /** Empty when the user was created by subject alone. Unique otherwise, whatever the case and the status. */
  readonly email: string;
  readonly status: UserStatus;
  readonly subject: string;
  readonly picture: string;
  readonly tenantId: string;
  readonly locale: string;
  readonly zoneinfo: string;
  readonly preferredLocale: string;
  readonly preferredZoneinfo: string;
  /** RFC 3339. */
  readonly createdAt: string;
  readonly lastUpdatedAt: string;
  /** Milliseconds since the epoch; only while invited. */
  readonly inviteExpiresAt?: number;
  readonly roleIds: readonly string[];
  readonly groupIds: readonly string[];
  readonly assignedScopes: readonly string[];
  /** Not part of the wire form; `filter` knows it. */
  readonly clientId?: string;
}

/** How long an invitation lasts. The figure is unconfirmed: no document gives it. */
export const INVITE_LIFETIME_MS = 7 * 24 * 60 * 60 * 1000;

export function isoTime(ms: number): string {
  return new Date(ms).toISOString();
}

/** Whether a text looks like an address; Qlik's own rule is not documented. */
export function isEmail(text: string): boolean {
  return /^[^\s@]+@[^\s@]+$/.test(text);
}
