import type { Vendor } from '@rollcall/accounts';

/** One `x-unconfirmed` of a spec. */
export interface Mark {
  readonly vendor: Vendor;
  /** The spec's file in the repository. */
  readonly file: string;
  /** JSON Pointer of what the mark stands at. */
  readonly pointer: string;
  /** What no source confirms. */
  readonly text: string;
  /** Path template that the mark is about, where it is about one. */
  readonly url?: string;
  /** Kind and values of the marked schema. */
  readonly type?: string | readonly string[];
  readonly values?: readonly string[];
  /** Line on which the mark begins, its lines, and the one on either side of them: what a patch needs. */
  readonly line: number;
  readonly lines: readonly string[];
  readonly before: string;
  readonly after: string;
}
