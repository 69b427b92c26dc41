/** One mark as `rollcall probe` takes it, without its vendor and file. */
export interface UnconfirmedMark {
  readonly pointer: string;
  readonly text: string;
  readonly line: number;
  readonly lines: readonly string[];
  /** What stays of the lines without the mark; none unless said. */
  readonly kept?: readonly string[];
  readonly before: string;
  readonly after: string;
}
