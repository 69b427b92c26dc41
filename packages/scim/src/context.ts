import type { AccountSystem } from '@rollcall/accounts';
import type { Client } from './http/authenticate.js';
import type { AuditLine, DeactivationPolicy, Grouping, ScimSystem } from './options.js';
import type { ProtocolLimits } from './protocol/limits.js';
import type { CursorOptions } from './protocol/list/cursor.js';
import type { PageLimits } from './protocol/list/paging.js';
import type { Quirks } from './protocol/quirks.js';
import type { ResourceType } from './protocol/schema/definition.js';
import type { Store } from './store/store.js';
import type { Mapping } from './users/mapping.js';
import type { Snapshots } from './users/snapshots.js';

/** A system as requests see it: its accounts, and what follows from its capabilities. */
export interface SystemContext {
  readonly name: string;
  readonly accounts: AccountSystem;
  readonly defaults: NonNullable<ScimSystem['defaults']>;
  readonly protects: NonNullable<ScimSystem['protects']>;
  readonly policy: DeactivationPolicy | 'disable';
  /** What is served as Groups; undefined: nothing. */
  readonly grouping: Grouping | undefined;
  /** Those that are served; undefined: all. */
  readonly groupNames: readonly string[] | undefined;
  readonly mapping: Mapping;
  readonly quirks: Quirks;
  readonly limits: ProtocolLimits;
  readonly page: PageLimits;
  /** What the system has: what is stored, shown, and told by discovery. */
  readonly served: ResourceType;
  /** Bounds of a Bulk; `maxPayloadSize`, in bytes, is that of every body. */
  readonly bulk: { readonly maxOperations: number; readonly maxPayloadSize: number };
  readonly store: Store;
  readonly snapshots: Snapshots;
  readonly removalWaitMs: number;
  readonly removalIntervalMs?: number;
  cursors(): Promise<CursorOptions>;
}

/** What one write did, for the audit log and the answer. */
interface WriteNote {
  id?: string;
  userName?: string;
  members?: readonly string[];
  outcome?: NonNullable<AuditLine['outcome']>;
  leftOut?: readonly string[];
  left?: readonly string[];
}

/** One request on one system. */
export interface RequestContext {
  readonly system: SystemContext;
  readonly client: Client;
  readonly requestId: string;
  /** The address of the system, without a slash at its end. */
  readonly base: string;
  /** Ends when the client hangs up or the request took too long. */
  readonly signal: AbortSignal;
  readonly note: WriteNote;
  readonly audit: (line: AuditLine) => void;
  readonly now: () => number;
}
