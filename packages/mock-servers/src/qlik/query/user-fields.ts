import { sortableFields } from '../facts.js';
import type { Catalogue } from '../state/catalogue.js';
import type { StoredUser } from '../state/model.js';
import type { Values } from './filter-eval.js';
import type { SortKeys } from './parameters.js';

/** What each attribute of a filter compares; the attributes and their operators are the spec's. */
export function userValues(catalogue: Catalogue): Values<StoredUser> {
  return {
    id: (user) => [user.id],
    subject: (user) => [user.subject],
    name: (user) => [user.name],
    email: (user) => [user.email],
    status: (user) => [user.status],
    clientId: (user) => [user.clientId],
    'assignedRoles.id': (user) => user.roleIds,
    'assignedRoles.name': (user) => user.roleIds.map((id) => catalogue.role({ id })?.name),
    'assignedGroups.id': (user) => user.groupIds,
    'assignedGroupsAssignedRoles.name': (user) =>
      user.groupIds
        .flatMap((id) => catalogue.group({ id })?.roleIds ?? [])
        .map((id) => catalogue.role({ id })?.name),
    assignedScopes: (user) => user.assignedScopes,
  };
}

/** Texts are compared without regard to case; what is missing comes first (unconfirmed, both). */
const KEY_OF: SortKeys<StoredUser> = {
  name: (user) => user.name.toLowerCase(),
  // The id itself is what two equal keys are told apart by.
  _id: () => '',
  id: () => '',
  tenantId: (user) => user.tenantId,
  clientId: (user) => user.clientId ?? '',
  status: (user) => user.status,
  subject: (user) => user.subject.toLowerCase(),
  email: (user) => user.email.toLowerCase(),
  inviteExpiry: (user) => sortableNumber(user.inviteExpiresAt ?? 0),
  createdAt: (user) => sortableNumber(Date.parse(user.createdAt)),
};

/** The fields that the spec sorts a list or a filter of users by. */
export function userSortKeys(operationId: 'listUsers' | 'filterUsers'): SortKeys<StoredUser> {
  return Object.fromEntries(
    sortableFields(operationId).map((field) => {
      const key = KEY_OF[field];
      if (key === undefined) throw new Error(`The spec sorts users by ${field}, which the sandbox does not`);
      return [field, key];
    }),
  );
}

/** By name, as every list is unless asked otherwise. */
export const BY_NAME = { name: 'name', key: (user: StoredUser) => user.name.toLowerCase() };

/** The order of the deprecated `startingAfter` and `endingBefore`, and of bare ids on the filter operation. */
export const BY_ID = { name: 'id', key: () => '' };

function sortableNumber(value: number): string {
  return String(value).padStart(16, '0');
}
