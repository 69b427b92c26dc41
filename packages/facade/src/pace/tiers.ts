// What a client that keeps pace needs beside its options.
export { bothPacers } from './both.js';
export { memoryStore } from './memory-store.js';
export { tierPacer } from './tier-pacer.js';
