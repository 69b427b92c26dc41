export type { Client, ClientOptions, Config, RequestResult } from './client.js';
export { createClient, createConfig } from './client.js';
export * from './gen/facts.gen.js';
export * from './gen/sdk.gen.js';
export type * from './gen/types.gen.js';
