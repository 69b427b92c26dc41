import type { Account } from '../account.js';
import type { Change, PlannedCall } from '../change.js';
import { plannedCalls, reads } from '../shared/calls.js';

const OPERATIONS = { read: 'searchUsers', create: 'createUsers', update: 'updateUser', remove: 'deleteUser' };

/** The calls that a change takes, in order. */
export function callsOf(change: Change, before: Account | undefined): PlannedCall[] {
  return plannedCalls({ operations: OPERATIONS, lookUps }, change, before);
}

function lookUps(change: Change): PlannedCall[] {
  const wanted = change.kind === 'create' ? change.account : change.kind === 'change' ? change.patch : {};
  return wanted.tags?.length ? [reads('searchTags', 'look up the tags')] : [];
}
