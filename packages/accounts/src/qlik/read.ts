import type { QlikUser } from '@rollcall/facade/qlik';
import type { Account, AccountState } from '../account.js';
import { present } from '../shared/present.js';

/** The role that may do everything in a tenant (qlik.dev). */
const ADMINISTRATOR = 'TenantAdmin';

/** `provisioned` users come from an identity provider and have not logged in yet (qlik.dev names it, and no more). */
const STATES: Readonly<Record<string, AccountState>> = {
  active: 'active',
  disabled: 'disabled',
  invited: 'invited',
  provisioned: 'invited',
};

export function toAccount(system: string, user: QlikUser, ownId: string | undefined): Account {
  const state = user.status === undefined ? undefined : STATES[user.status];
  const assigned = user.assignedRoles?.map(({ id, name }) => ({ id, name }));
  // The deprecated list of names is all that some answers have.
  const roles = assigned ?? user.roles?.map((name) => ({ id: name, name })) ?? [];
  return {
    system,
    id: user.id,
    login: user.subject ?? user.id,
    ...present({ displayName: user.name, state, createdAt: user.createdAt }),
    addresses: user.email ? [user.email] : [],
    roles,
    groups: (user.assignedGroups ?? []).map(({ id, name }) => ({ id, name })),
    administrator: holdsAdministrator(user),
    ...(user.id === ownId ? { own: true } : {}),
  };
}

/** Held by the user, or by one of its groups. */
function holdsAdministrator({ assignedGroups = [], assignedRoles = [], roles = [] }: QlikUser): boolean {
  const granted = [...assignedRoles, ...assignedGroups.flatMap((group) => group.assignedRoles ?? [])];
  return roles.includes(ADMINISTRATOR) || granted.some(({ name }) => name === ADMINISTRATOR);
}
