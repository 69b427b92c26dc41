// Everything but the client that the functions are called with, for those that bring their own.
export type { Client } from './gen/client/index.js';
export * from './gen/facts.gen.js';
export * from './gen/sdk.gen.js';
export type * from './gen/types.gen.js';
