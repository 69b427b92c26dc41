export type { Client, ClientOptions, Config, RequestResult } from './gen/client/index.js';
export { createClient, createConfig } from './gen/client/index.js';
