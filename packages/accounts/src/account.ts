/** Whose API a system speaks. */
export type Vendor = 'qradar' | 'iq' | 'qlik' | 'qualys-saq';

/** Something that an account has and that the vendor names: a role, a group, a tag, a security profile. */
export interface Named {
  /** The vendor's id, as text. */
  readonly id: string;
  readonly name: string;
}

/** A role that an account has. */
export interface RoleGrant extends Named {
  /** Where the role holds, where the vendor ties roles to a place: `organization Sandbox`. Absent: everywhere. */
  readonly on?: string;
}

/** A token or key that goes on working until somebody revokes it. Never the secret itself. */
export interface Token {
  readonly kind: 'authorized-service' | 'user-token' | 'api-key';
  readonly id: string;
  readonly name?: string;
  /** ISO 8601; absent where the vendor gives none. */
  readonly expiresAt?: string;
  /** ISO 8601; absent where the vendor gives none, or the token was never used. */
  readonly lastUsedAt?: string;
}

/** `active` may log in, `disabled` may not, `invited` has not accepted yet. */
export type AccountState = 'active' | 'disabled' | 'invited';

/**
 * One account of one system. A field is absent where the vendor has no such thing, and then `capabilities.absent` of
 * the system says so; an empty list means that the vendor was asked and there are none.
 */
export interface Account {
  /** The system's name, as its configuration has it. */
  readonly system: string;
  /** What {@link AccountSystem.get} takes. QRadar's number as text; Qualys' digits; IQ's is `realm/username`. */
  readonly id: string;
  /** What the person types to log in, or the vendor's name for the account. */
  readonly login: string;
  readonly displayName?: string;
  readonly givenName?: string;
  readonly familyName?: string;
  /** E-mail addresses as the vendor spells them; empty where the account has none. */
  readonly addresses: readonly string[];
  /** Absent where the vendor knows no states: the account exists, that is all it says. */
  readonly state?: AccountState;
  /** Absent for IQ unless asked for with `access: true`: IQ keeps roles apart from its users. */
  readonly roles?: readonly RoleGrant[];
  /** QRadar's security profile. */
  readonly securityProfile?: Named;
  readonly groups?: readonly Named[];
  /** Qualys' tags. */
  readonly tags?: readonly Named[];
  /** Absent unless asked for, as by `list({ access: true })`. */
  readonly tokens?: readonly Token[];
  /** ISO 8601. */
  readonly createdAt?: string;
  /** ISO 8601, the last login. QRadar tells it in lists with `access: true`, where the credential may see everybody's. */
  readonly lastSeenAt?: string;
  /** What waits for a deploy, on a QRadar console with IBM's resources; the other fields are those that hold now. */
  readonly pending?: 'create' | 'change' | 'remove';
  /** Whether the vendor's own administrator role is held. Absent where that cannot be read. */
  readonly administrator?: boolean;
  /** Whether it is the account whose credential is used here. */
  readonly own?: boolean;
}

/** Fields that a vendor may lack. */
export type OptionalField = Exclude<
  keyof Account,
  'system' | 'id' | 'login' | 'addresses' | 'own' | 'displayName' | 'givenName' | 'familyName'
>;

/** Fields of an account that can be written. */
export type WritableField =
  | 'login'
  | 'displayName'
  | 'givenName'
  | 'familyName'
  | 'addresses'
  | 'roles'
  | 'securityProfile'
  | 'groups'
  | 'tags'
  | 'company'
  | 'password';

/** What a system can do: facts of its vendor, not of one console. */
export interface Capabilities {
  /** Whether an account can be disabled and enabled; where not, it can only be removed. */
  readonly disable: boolean;
  /** How many roles an account has. */
  readonly roles: 'one' | 'many' | 'none';
  /** Whether roles are kept apart from the users, so that only reads with `access` have them. */
  readonly rolesApart: boolean;
  /** Whether it tells before the end of a list how many accounts there are. */
  readonly exactTotals: boolean;
  /** Whether deleting takes time: the vendor starts a task, and the account is gone when that says so. */
  readonly removalTakesTime: boolean;
  /** What a new account needs beside its login. */
  readonly required: readonly WritableField[];
  /** What a new account may have. */
  readonly creatable: readonly WritableField[];
  /** What of an account can be changed later. */
  readonly changeable: readonly WritableField[];
  /** Fields that accounts of this vendor never have, each with the reason in a sentence. */
  readonly absent: Readonly<Partial<Record<OptionalField, string>>>;
}
