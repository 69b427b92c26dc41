import type { ErrorItem } from '../http/errors.js';
import type { StoredUser } from '../state/model.js';
import type { QlikState } from '../state/state.js';

/** Operations of the document, and `remove-value` of the present reference (qlik.dev). */
export const PATCH_OPS = ['replace', 'set', 'unset', 'add', 'renew', 'remove-value'] as const;
export type PatchOp = (typeof PATCH_OPS)[number];

export function isPatchOp(value: unknown): value is PatchOp {
  return (PATCH_OPS as readonly unknown[]).includes(value);
}

export interface PatchContext {
  state: QlikState;
  now: number;
}

export type Outcome = { user: StoredUser } | { failure: ErrorItem };
export type Change = (user: StoredUser, context: PatchContext) => Outcome;
/** What an operation will do, or which member of it is malformed. */
export type Planned = { change: Change } | { problem: string; member: 'op' | 'path' | 'value' };

export function wrongOp(op: PatchOp, allowed: readonly PatchOp[]): Planned {
  return {
    problem: `The operation ${op} does not fit this path; use ${allowed.join(' or ')}.`,
    member: 'op',
  };
}
