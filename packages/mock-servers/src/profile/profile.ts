import type { OperationId, Vendor } from '../vendor/vendors.js';

/**
 * What one real system was seen to do, as JSON data: the file of `--profile`. Its JSON Schema is
 * `@rollcall/mock-servers/profile.schema.json`.
 */
export interface Profile<V extends Vendor = Vendor> {
  /** Of this format. */
  version: 1;
  /** The vendor whose system was looked at. */
  vendor: V;
  /** For an editor; not read. */
  $schema?: string;
  /** Which system, in words; not read. */
  system?: string;
  /** When it was looked at; not read. */
  observedAt?: string;
  /** As `vendorOptions`, which win over these. */
  options?: Readonly<Record<string, unknown>>;
  /** Operations that the system does not have: they answer the vendor's 404 for an unknown path. */
  absentOperations?: readonly OperationId<V>[];
  /**
   * By operation, members that its successful JSON answers have beside those of the document, with their values; in a
   * list every record has them. A request that picks `fields` gets none.
   */
  extraFields?: Readonly<Partial<Record<OperationId<V>, Readonly<Record<string, unknown>>>>>;
  /** The first that fits an answer changes it. */
  errors?: readonly ProfileError<V>[];
}

/** How the system words an error. */
export interface ProfileError<V extends Vendor = Vendor> {
  /** From 400 to 599. */
  status: number;
  /** Every operation, and paths that are none, unless one is named. */
  operationId?: OperationId<V>;
  /** An object is laid over the members of the sandbox's JSON; a text takes the whole body's place. */
  body?: string | Readonly<Record<string, unknown>>;
  /** `Content-Type` of the answer, where it is another. */
  contentType?: string;
}
