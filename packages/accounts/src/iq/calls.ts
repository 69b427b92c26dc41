import type { Account, RoleGrant } from '../account.js';
import type { Change, PlannedCall } from '../change.js';
import { plannedCalls, reads, writes } from '../shared/calls.js';
import { roleParts, roleWords } from '../shared/role-words.js';

const OPERATIONS = { read: 'getUser', create: 'createUser', update: 'updateUser', remove: 'deleteUser' };

/** The calls that a change takes, in order. */
export function callsOf(change: Change, before: Account | undefined): PlannedCall[] {
  return plannedCalls(
    { operations: OPERATIONS, apart: ['roles'], lookUps, follows, revocations },
    change,
    before,
  );
}

function lookUps(change: Change): PlannedCall[] {
  const wanted = wantedOf(change);
  return wanted.length > 0 ? [reads('listRoles', 'look up roles, organizations and applications')] : [];
}

function wantedOf(change: Change): readonly string[] {
  if (change.kind === 'create') return change.account.roles ?? [];
  return change.kind === 'change' ? (change.patch.roles ?? []) : [];
}

/** What is too much is taken away before anything is granted. */
function follows(change: Change, before: Account | undefined): PlannedCall[] {
  const wanted = wantedOf(change);
  const held = before?.roles ?? [];
  const has = held.map(roleWords);
  const isWanted = change.kind === 'create' || (change.kind === 'change' && change.patch.roles !== undefined);
  if (!isWanted) return [];
  return [
    ...held.filter((role) => !wanted.includes(roleWords(role))).map(revoke),
    ...wanted
      .filter((words) => !has.includes(words))
      .map((words) => writes(operation('grant', roleParts(words).on), `grant ${words}`)),
  ];
}

function revocations({ login, roles = [], tokens = [] }: Account): PlannedCall[] {
  return [
    ...roles.map(revoke),
    ...tokens.map(() => writes('deleteUserToken', `revoke the user token of ${login}`)),
  ];
}

function revoke(role: RoleGrant): PlannedCall {
  return writes(operation('revoke', role.on), `revoke ${roleWords(role)}`);
}

/** IQ has one operation for organizations and applications, and one for what there is once. */
function operation(verb: 'grant' | 'revoke', on: string | undefined): string {
  const isOwner = on?.startsWith('organization ') || on?.startsWith('application ');
  return `${verb}${isOwner ? 'Owner' : 'Global'}RoleMembership`;
}
