export type { Client, ClientOptions, Config, RequestResult } from './gen/client/index.js';
export { createClient, createConfig } from './gen/client/index.js';
export * from './gen/facts.gen.js';
export * from './gen/sdk.gen.js';
export type * from './gen/types.gen.js';
