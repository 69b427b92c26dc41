/** How many requests of a tier may go within one window. */
export interface WindowBudget {
  readonly requests: number;
  readonly windowMs: number;
}

/**
 * Where requests are counted. The default counts in this process; workers that share a tenant share a store, such as
 * `flexibleStore` over Redis.
 */
export interface PaceStore {
  /**
   * Counts one request of `tier` and gives 0 if it may go; otherwise gives the milliseconds after which to ask again.
   * Must be atomic for all that share the store. `budget` is the present one: an answer of the server may have lowered
   * it.
   */
  take(tier: string, budget: WindowBudget): number | Promise<number>;
}
