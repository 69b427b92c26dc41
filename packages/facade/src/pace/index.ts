export { type FlexibleLimiter, type FlexibleLimiterOptions, flexibleStore } from './flexible-store.js';
export type { PaceStore, WindowBudget } from './store.js';
export type { RateTier } from './tier-pacer.js';
