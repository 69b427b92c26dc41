import type { Result, Wish } from '../support/spec-call.js';
import type { Operation } from '../support/spec-document.js';

/** Calls an operation of the spec through the generated client. */
export type Call = (operation: Operation, wish: Wish) => Promise<Result>;
