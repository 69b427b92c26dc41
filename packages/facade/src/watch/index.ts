export type { Change, KeyOf, Snapshot, WalkReport, Watch, WatchOptions } from './types.js';
export { watch } from './watch.js';
