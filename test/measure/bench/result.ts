/** One line of the table and of bench-results.json. */
export interface Result {
  readonly case: string;
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** Against `fetch` + `JSON.parse` in the same run, or what the name says. */
  readonly ratio?: number;
  /** Where there is one, the most or the least that `judged` may be. */
  readonly budget?: number;
  /** What the budget is about. Default: the value. */
  readonly judged?: 'value' | 'ratio';
  /** Default: most. */
  readonly sense?: 'most' | 'least';
}
