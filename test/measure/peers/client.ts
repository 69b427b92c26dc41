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
}

/** The verbs that all of them have. */
export interface Verbs {
  get(id: string): Promise<unknown>;
  list(): Promise<unknown>;
  create(): Promise<unknown>;
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
  readonly lacks: readonly ('password' | 'cap')[];
  open(options: OpenOptions): Verbs;
}

export const PASSWORD_OF_CREATE = PASSWORD;
// What each client creates; each has types of its own for it.
export const iqUser = iq.wire.input as never;
export const qlikUser = qlik.wire.input as never;
export const qradarUser = qradar.wire.input as never;
export const PATCH = [{ op: 'replace' as const, path: '/name' as const, value: 'Jane' }];
/** QRadar's ids are numbers; what is none goes in as it is. */
export const numeric = (id: string) => (/^\d+$/.test(id) ? Number(id) : id) as number;
export const within = (ms: number | undefined) => (ms ? { signal: AbortSignal.timeout(ms) } : {});
