export type { Context } from './context.js';
export { runCli } from './run.js';
