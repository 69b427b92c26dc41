import type { Account, AccountSystem, NewAccount } from '@rollcall/accounts';
import type { ProtocolLimits } from './protocol/limits.js';
import type { Quirks } from './protocol/quirks.js';
import type { Store } from './store/store.js';

/**
 * What `active: false` does where the vendor cannot close an account:
 * - `refuse`: answers 400, and the schema says that `active` is readOnly;
 * - `remove`: takes the account out, and makes it again under the same SCIM id on reactivation;
 * - `{ role }`: gives the account this role instead of all others, and the others back on reactivation.
 */
export type DeactivationPolicy = 'refuse' | 'remove' | { readonly role: string };

/** What of a vendor is served as Groups. */
export type Grouping = ListField | 'securityProfile';

/** A field of an account that is one text, beside its login. */
export type TextField = 'displayName' | 'givenName' | 'familyName';
/** A field of an account that is a list of names: roles, Qualys' tags, Qlik's groups. */
export type ListField = 'roles' | 'tags' | 'groups';
/** An attribute of a User that is a list of names. */
export type ListAttribute = 'roles' | 'entitlements';

/**
 * Which attribute of a User holds which field of an account. What is left out has its default; `none` leaves the field
 * alone. A field that the vendor lacks is refused. `active` is `deactivate`, `externalId` is kept in the store, and a
 * password is never taken from a client.
 */
export interface AttributeMapping {
  /** What `userName` is; with `address` the login of a new account is its address. Default `login`; Qualys: `address`. */
  readonly userName?: 'login' | 'address';
  /** An attribute of one text: `displayName` (default), `name.formatted`, `title`, `urn:…:enterprise:2.0:User:department`. */
  readonly displayName?: string;
  /** Default `name.givenName`. */
  readonly givenName?: string;
  /** Default `name.familyName`. */
  readonly familyName?: string;
  /** Default `roles`; IQ, whose roles take more calls to read: `none`, unless they are served as Groups. */
  readonly roles?: ListAttribute | 'none';
  /** Qualys. Default `entitlements`. */
  readonly tags?: ListAttribute | 'none';
  /** Qlik. Default `none`; `entitlements` where they are served as Groups. */
  readonly groups?: ListAttribute | 'none';
}

export interface ScimSystem {
  readonly accounts: AccountSystem;
  /** Default `refuse`. Not used where the vendor can close accounts. */
  readonly deactivate?: DeactivationPolicy;
  /** What a new account gets where SCIM has no word for it, or the client said nothing: QRadar's security profile. */
  readonly defaults?: Omit<Partial<NewAccount>, 'login' | 'password'>;
  /**
   * What is served as Groups, whose members come and go: `roles`, Qlik's `groups`, Qualys' `tags`, or QRadar's security
   * profiles. Default: nothing. They stay in the attribute of each User as well.
   */
  readonly groups?: Grouping;
  /**
   * The names of those that are served as Groups, as the vendor spells them. Default: all there are. IQ's have to be named,
   * with the place that a role holds on: `Developer on organization Sandbox`.
   */
  readonly groupNames?: readonly string[];
  /** Which attribute holds what. */
  readonly mapping?: AttributeMapping;
  /**
   * Why an account is never written, such as `it is a service account`; undefined when it may be. Writes are answered
   * with 403 then. Default: every account may be written, and the bridge's own cannot be closed.
   */
  readonly protects?: (account: Account) => string | undefined;
  /** Default lenient: takes what the known identity providers send. */
  readonly quirks?: Quirks;
}

/** A bearer token, by its hash. Several are good at a time, so that one can be replaced without a gap. */
export interface ScimToken {
  /** Shown in the audit log. */
  readonly name: string;
  /** SHA-256 of the token, in hex. `hashToken` makes it. */
  readonly sha256: string;
  /** The systems that it opens; the others do not exist for it. Default all. */
  readonly systems?: readonly string[];
  /** Whether it may only read. Default false. */
  readonly readOnly?: boolean;
}

/** Whose signed tokens are good, beside the bearer tokens: RFC 7519. */
export interface JwtOptions {
  /** What `iss` has to be. */
  readonly issuer: string;
  /** What `aud` has to name. */
  readonly audience: string;
  /** Address of the issuer's keys (JWKS); read when first needed, and again when a key is not among them. */
  readonly keys: string;
  /** A scope that the token has to have; IPSIE's is `scim`. Default: none. */
  readonly scope?: string;
  /** The systems that such a token opens. Default all. */
  readonly systems?: readonly string[];
}

/** One line of the audit log: who did what, where, with what outcome. Never a password or a token. */
export interface AuditLine {
  readonly time: string;
  readonly requestId: string;
  /** The name of the token. */
  readonly client: string;
  readonly system: string;
  readonly method: string;
  readonly resource: string;
  readonly id?: string;
  readonly userName?: string;
  readonly status: number;
  /** What was done: `created`, `changed`, `unchanged`, `deactivated`, `reactivated`, `deleted`; absent on failure. */
  readonly outcome?: string;
  readonly detail?: string;
  /** Who joined and who left a Group: `+kim@acme.test`, `-lou@acme.test`. What was done before an error is here too. */
  readonly members?: readonly string[];
  /** Attributes that came and that the system has no place for. */
  readonly leftOut?: readonly string[];
  /** What a removal left for a human. */
  readonly left?: readonly string[];
}

export interface ScimOptions {
  readonly store: Store;
  readonly tokens: readonly ScimToken[];
  /** Signed tokens that are taken as well. Default: none. */
  readonly jwt?: JwtOptions;
  /** Called for every write, before it is answered. Default: nothing is kept. */
  readonly audit?: (line: AuditLine) => void;
  /** The address that clients use, when a proxy stands before the bridge. Default: the request's own. */
  readonly baseUrl?: string;
  /** Bytes of a body. Default 1 MiB. */
  readonly maxBodyBytes?: number;
  /** Operations of one Bulk. Default 100. */
  readonly bulkOperations?: number;
  /** People on one page. Default 100, at most 1000. */
  readonly page?: { readonly defaultCount?: number; readonly maxCount?: number };
  readonly limits?: Partial<ProtocolLimits>;
  /** Requests a second for each token; beyond it 429. Default 50. */
  readonly requestsPerSecond?: number;
  /** How long a request may take, in ms, before 503. Default 50 000: Okta hangs up after 60 s. */
  readonly requestTimeoutMs?: number;
  /** How long a removal is waited for, in ms, before 503 with Retry-After. Default 20 000. */
  readonly removalWaitMs?: number;
  /** How often a removal is looked at, in ms. Default: the facade's. */
  readonly removalIntervalMs?: number;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}
