// Everything but the client and the codec that the functions are called with, for those that bring or load their own.
export type { Client } from './gen/client/index.js';
export * from './gen/facts.gen.js';
export * from './gen/saq.schema.gen.js';
export type * from './gen/saq.types.gen.js';
export * from './gen/sdk.gen.js';
export type * from './gen/types.gen.js';
