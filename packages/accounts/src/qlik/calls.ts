import type { Account } from '../account.js';
import type { Change, PlannedCall } from '../change.js';
import { plannedCalls, reads, writes } from '../shared/calls.js';

const OPERATIONS = { read: 'getUser', create: 'createUser', update: 'patchUser', remove: 'deleteUser' };

/** The calls that a change takes, in order. */
export function callsOf(change: Change, before: Account | undefined): PlannedCall[] {
  return plannedCalls({ operations: OPERATIONS, lookUps, follows, revocations }, change, before);
}

function lookUps(change: Change): PlannedCall[] {
  const wanted = change.kind === 'create' ? change.account : change.kind === 'change' ? change.patch : {};
  return [
    ...(wanted.roles?.length ? [reads('listRoles', 'look up the roles')] : []),
    ...(wanted.groups?.length ? [reads('listGroups', 'look up the groups')] : []),
  ];
}

/** Qlik takes no groups on create (qlik.dev): a second call sets them. */
function follows(change: Change): PlannedCall[] {
  const groups = change.kind === 'create' ? (change.account.groups ?? []) : [];
  return groups.length > 0 ? [writes('patchUser', `put the user into ${groups.join(', ')}`)] : [];
}

function revocations({ tokens = [] }: Account): PlannedCall[] {
  return tokens.map(({ id, name = '' }) => writes('deleteApiKey', `revoke API key ${name} (${id})`));
}
