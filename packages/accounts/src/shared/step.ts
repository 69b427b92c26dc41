import type { Step } from '../change.js';

/** Something that has just been done. */
export function step(kind: Step['kind'], what: string): Step {
  return { kind, what, at: new Date().toISOString() };
}
