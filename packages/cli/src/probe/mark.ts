import type { Vendor } from '@rollcall/accounts';

/** One `x-unconfirmed` of a spec, or one `unconfirmed` of its XSD. */
export interface Mark {
  readonly vendor: Vendor;
  /** The spec's file in the repository. */
  readonly file: string;
  /** JSON Pointer of what the mark stands at; in an XSD its file and the names around it. */
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
  /** What stays of the lines without the mark, in an XSD; none unless said. */
  readonly kept?: readonly string[];
  readonly before: string;
  readonly after: string;
}
