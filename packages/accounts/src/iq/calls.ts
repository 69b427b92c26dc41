import type { Account } from '../account.js';
import type { Change, PlannedCall } from '../change.js';

/** The calls that a change takes, in order. */
export function callsOf(change: Change, before: Account | undefined): PlannedCall[] {
  const who = before ? `user ${before.id}` : 'the user';
  const confirm: PlannedCall = { operationId: 'getUser', what: `read ${who} back`, writes: false };
  switch (change.kind) {
    case 'create':
      return [
        { operationId: 'createUser', what: `create user ${change.account.login}`, writes: true },
        confirm,
      ];
    case 'change':
      return [
        {
          operationId: 'updateUser',
          what: `set ${Object.keys(change.patch).join(', ')} of ${who}`,
          writes: true,
        },
        confirm,
      ];
    case 'remove':
      return [
        { operationId: 'deleteUser', what: `delete ${who}`, writes: true },
        { operationId: 'getUser', what: `confirm that ${who} is gone`, writes: false },
      ];
    default:
      return [];
  }
}
