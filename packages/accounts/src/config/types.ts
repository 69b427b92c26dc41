import type { Realm } from '@rollcall/facade/iq';
import type { Vendor } from '../account.js';

/** A reference to a secret, never the secret: `${env:NAME}`, `${file:path}`, or a command that prints it. */
export type SecretReference = string | { readonly command: readonly string[] };

/** The credential of one system, with its secrets as references. */
export interface AuthConfig {
  /** QRadar's authorized service. */
  readonly secToken?: SecretReference;
  /** Qlik. */
  readonly apiKey?: SecretReference;
  /** IQ. */
  readonly bearerToken?: SecretReference;
  /** With `password`: QRadar, IQ, Qualys. */
  readonly username?: string;
  readonly password?: SecretReference;
}

/** One system of `rollcall.yaml`. */
export interface SystemConfig {
  readonly vendor: Vendor;
  readonly url: string;
  readonly auth: AuthConfig;
  /** QRadar: the API version that is asked for. Default: the facade's. */
  readonly version?: string;
  /** QRadar: which writes of users the console has. Default: asked of the console. */
  readonly resources?: 'guide' | 'ibm' | 'detect';
  /** QRadar with IBM's resources: deploy after each write, other people's staged changes too. Default: false. */
  readonly deploy?: boolean;
  /** IQ: realms whose users are looked at. Default: Internal. */
  readonly realms?: readonly Realm[];
  /** IQ behind reverse-proxy authentication: sends the CSRF pair with writes. Default: false. */
  readonly csrf?: boolean;
  /** Logins, addresses or ids that are never touched. */
  readonly service?: readonly string[];
  /** Logins, addresses or ids that are never touched. */
  readonly breakGlass?: readonly string[];
  /** Logins, addresses or ids of administrators, where the vendor does not tell who is one. */
  readonly administrators?: readonly string[];
  /** Files; a relative path starts at rollcall.yaml. */
  readonly tls?: {
    readonly ca?: string;
    readonly cert?: string;
    readonly key?: string;
    readonly servername?: string;
  };
  readonly proxy?: string;
  /** Qlik: keep to the documented rate limits before the tenant has to say so. Default: true. */
  readonly pace?: boolean;
  /** Milliseconds for one attempt. Default: the facade's. */
  readonly timeoutMs?: number;
  readonly allowInsecureHttp?: boolean;
}

/** Who shall have an account in a system, and with what. */
export interface Rule {
  /** Columns of the people file and the values that they must have. Left out: everybody. */
  readonly when?: Readonly<Record<string, string>>;
  readonly system: string;
  /** Names; IQ's with their place: `Developer on organization Sandbox`. */
  readonly roles?: readonly string[];
  /** QRadar. */
  readonly securityProfile?: string;
  /** Qlik. */
  readonly groups?: readonly string[];
  /** Qualys. */
  readonly tags?: readonly string[];
  /** Qualys. */
  readonly company?: string;
}

/** What the SCIM bridge serves, and to whom. */
export interface ScimConfig {
  readonly baseUrl?: string;
  /** A SQLite file; a relative path starts at rollcall.yaml. Default: rollcall-scim.db. */
  readonly state?: string | { readonly postgres: SecretReference };
  /** A file of JSON lines. Default: standard output. */
  readonly audit?: string;
  /** Files; a relative path starts at rollcall.yaml. */
  readonly tls?: { readonly cert: string; readonly key: string };
  readonly tokens: readonly {
    readonly name: string;
    /** SHA-256 of the token, in hex. */
    readonly sha256: string;
    readonly systems?: readonly string[];
    readonly readOnly?: boolean;
  }[];
  readonly jwt?: {
    readonly issuer: string;
    readonly audience: string;
    /** Address of the issuer's keys. */
    readonly keys: string;
    readonly scope?: string;
    readonly systems?: readonly string[];
  };
  /** For each token. Default: 50. */
  readonly requestsPerSecond?: number;
  /** By the names of `systems`. */
  readonly systems: Readonly<Record<string, ScimSystemConfig>>;
}

/** How the people of one system are kept over SCIM. */
export interface ScimSystemConfig {
  /** Default: refuse. */
  readonly deactivate?: 'refuse' | 'remove' | { readonly role: string };
  readonly groups?: 'roles' | 'groups' | 'tags' | 'securityProfile';
  /** Of these, the names that are served. Default: all; IQ's have to be named, with their place. */
  readonly groupNames?: readonly string[];
  /** Which attribute of a User holds which field of an account. */
  readonly mapping?: {
    readonly userName?: 'login' | 'address';
    readonly displayName?: string;
    readonly givenName?: string;
    readonly familyName?: string;
    readonly roles?: 'roles' | 'entitlements' | 'none';
    readonly tags?: 'roles' | 'entitlements' | 'none';
    readonly groups?: 'roles' | 'entitlements' | 'none';
  };
  readonly strict?: boolean;
  readonly defaults?: Pick<Rule, 'roles' | 'securityProfile' | 'company'>;
}

/** `rollcall.yaml`, as schema/rollcall.schema.json of this package describes it. */
export interface Config {
  /** A .csv or .yaml file; a relative path starts at rollcall.yaml. */
  readonly people?: string;
  /** Default: remove. */
  readonly leavers?: 'remove' | 'disable';
  readonly systems: Readonly<Record<string, SystemConfig>>;
  readonly rules?: readonly Rule[];
  readonly scim?: ScimConfig;
}
