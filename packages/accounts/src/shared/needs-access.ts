import type { Capabilities } from '../account.js';
import type { Change } from '../change.js';

/** Whether a change is planned and confirmed by access that is kept apart from the user: tokens, keys, memberships. */
export function needsAccess(change: Change, { rolesApart }: Pick<Capabilities, 'rolesApart'>): boolean {
  switch (change.kind) {
    case 'create':
      return rolesApart && change.account.roles !== undefined;
    case 'change':
      return rolesApart && change.patch.roles !== undefined;
    case 'disable':
    case 'remove':
      return true;
    case 'enable':
      return false;
  }
}
