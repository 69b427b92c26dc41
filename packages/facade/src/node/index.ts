export type { NodeTransportOptions } from './options.js';
export { type NodeTransport, nodeTransport } from './transport.js';
