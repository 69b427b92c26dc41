import type { Account } from '../account.js';
import type { Change, PlannedCall } from '../change.js';
import { plannedCalls } from '../shared/calls.js';

const OPERATIONS = { read: 'getUser', create: 'createUser', update: 'updateUser', remove: 'deleteUser' };

/** The calls that a change takes, in order. */
export function callsOf(change: Change, before: Account | undefined): PlannedCall[] {
  return plannedCalls({ operations: OPERATIONS }, change, before);
}
