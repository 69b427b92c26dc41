/** Statuses of the document, and `provisioned` of the present reference (qlik.dev). */
export const USER_STATUSES = ['active', 'invited', 'disabled', 'deleted', 'provisioned'] as const;
export type UserStatus = (typeof USER_STATUSES)[number];

export interface Role {
  id: string;
  name: string;
  type: 'default' | 'custom';
  level: 'admin' | 'user';
}

export interface Group {
  id: string;
  name: string;
  providerType: 'idp' | 'custom';
  roleIds: readonly string[];
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
