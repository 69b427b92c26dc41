import type { Vendor } from '@rollcall/accounts';

/** A reference to a secret, never the secret. */
export type SecretReference = string | { readonly command: readonly string[] };

export interface SystemConfig {
  readonly vendor: Vendor;
  readonly url: string;
  readonly auth: {
    readonly secToken?: SecretReference;
    readonly apiKey?: SecretReference;
    readonly bearerToken?: SecretReference;
    readonly username?: string;
    readonly password?: SecretReference;
  };
  readonly realms?: readonly string[];
  readonly service?: readonly string[];
  readonly breakGlass?: readonly string[];
  readonly administrators?: readonly string[];
  readonly tls?: {
    readonly ca?: string;
    readonly cert?: string;
    readonly key?: string;
    readonly servername?: string;
  };
  readonly proxy?: string;
  readonly pace?: boolean;
  readonly timeoutMs?: number;
  readonly allowInsecureHttp?: boolean;
}

/** Who shall have an account in a system, and with what. */
export interface Rule {
  readonly when?: Readonly<Record<string, string>>;
  readonly system: string;
  readonly roles?: readonly string[];
  readonly securityProfile?: string;
  readonly company?: string;
}

/** `rollcall.yaml`, as schema/rollcall.schema.json describes it. */
export interface Config {
  readonly people?: string;
  readonly leavers?: 'remove' | 'disable';
  readonly systems: Readonly<Record<string, SystemConfig>>;
  readonly rules?: readonly Rule[];
}
