export type { Client, ClientOptions, Config, RequestResult } from './client.js';
export { createClient, createConfig } from './client.js';
export * from './sdk.js';
export * from './xml.js';
