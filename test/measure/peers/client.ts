import { iq, qlik, qradar } from '../../support/vendors/index.ts';
import { PASSWORD } from '../../support/vendors/samples.ts';
import type { Column } from './columns.ts';

// Each client as a user would set it up. Where one has no option of its own, the call gets an AbortSignal, as its documents say.

export type Vendor = 'QRadar' | 'Qlik' | 'IQ';

export interface OpenOptions {
  readonly origin: string;
  /** The token, or the password where `password` is set. `undefined` stands for a credential that is not there. */
  readonly secret?: string | undefined;
  /** Use a name and password, where the client takes them. */
  readonly password?: boolean;
  readonly timeoutMs?: number;
  readonly maxBodyBytes?: number;
  /** Carries the requests, where the client takes such a thing. */
  readonly fetch?: typeof fetch;
  /** More options of the client, as plain JavaScript might write them. */
  readonly more?: object;
}

/** The verbs that all of them have. */
export interface Verbs {
  /** `options` are the client's own for one call, as plain JavaScript might write them. */
  get(id: string, options?: object): Promise<unknown>;
  list(): Promise<unknown>;
  /** `fields` are added to the user, as plain JavaScript might. */
  create(fields?: object): Promise<unknown>;
  remove(id: string): Promise<unknown>;
  /** A read with everything that the call hands back, not only its data. */
  whole(id: string): Promise<unknown>;
  /** Qlik's PATCH, which may do a part of it only. */
  patch?(id: string): Promise<unknown>;
}

export interface PeerClient {
  readonly column: Column;
  readonly vendor: Vendor;
  /** Of what a client cannot do at all, so that a fault does not apply to it. */
  readonly lacks: readonly ('password' | 'cap' | 'fetch')[];
  open(options: OpenOptions): Verbs;
}

export const PASSWORD_OF_CREATE = PASSWORD;
// What each client creates; each has types of its own for it.
export const iqUser = (fields?: object) => ({ ...iq.wire.input, ...fields }) as never;
export const qlikUser = (fields?: object) => ({ ...qlik.wire.input, ...fields }) as never;
export const qradarUser = (fields?: object) => ({ ...qradar.wire.input, ...fields }) as never;
export const PATCH = [{ op: 'replace' as const, path: '/name' as const, value: 'Jane' }];
/** QRadar's ids are numbers; what is none goes in as it is. */
export const numeric = (id: string) => (/^\d+$/.test(id) ? Number(id) : id) as number;
export const within = (ms: number | undefined) => (ms ? { signal: AbortSignal.timeout(ms) } : {});
/** Options of a client that only some experiments give. */
export const given = (carrier: typeof fetch | undefined, more: object | undefined) => ({
  ...(carrier ? { fetch: carrier } : {}),
  ...more,
});
