import { filterOperators, maxFilterIdsOf, sortableFields } from '../facts.js';
import type { Group, LicenseAssignment, Role } from '../state/model.js';
import type { DirectoryRules } from './directory-list.js';
import type { SortKeys } from './parameters.js';

/** Roles and groups sort by what they filter by, and by name unless asked otherwise: no enum is published. */
const sortByValues = <Item>(values: DirectoryRules<Item>['values']): SortKeys<Item> =>
  Object.fromEntries(
    Object.entries(values).map(([name, read]) => [name, (item: Item) => (read(item)[0] ?? '').toLowerCase()]),
  );

const ROLE_VALUES: DirectoryRules<Role>['values'] = {
  id: (role) => [role.id],
  name: (role) => [role.name],
  type: (role) => [role.type],
  level: (role) => [role.level],
  tenantId: (role) => [role.tenantId],
  createdAt: (role) => [role.createdAt],
  lastUpdatedAt: (role) => [role.lastUpdatedAt],
  description: (role) => [role.description],
  permissions: (role) => role.permissions,
};

const GROUP_VALUES: DirectoryRules<Group>['values'] = {
  id: (group) => [group.id],
  name: (group) => [group.name],
  status: (group) => [group.status],
  providerType: (group) => [group.providerType],
  createdAt: (group) => [group.createdAt],
  lastUpdatedAt: (group) => [group.lastUpdatedAt],
};

const LICENSE_VALUES: DirectoryRules<LicenseAssignment>['values'] = {
  type: (assignment) => [assignment.type],
  subject: (assignment) => [assignment.subject],
};

export function roleRules(): DirectoryRules<Role> {
  return {
    operators: filterOperators('listRoles'),
    values: ROLE_VALUES,
    keys: sortByValues(ROLE_VALUES),
    defaultSort: 'name',
  };
}

export function groupRules(operationId: 'listGroups' | 'filterGroups'): DirectoryRules<Group> {
  const keys = sortByValues(GROUP_VALUES);
  if (operationId === 'listGroups') {
    return { operators: filterOperators(operationId), values: GROUP_VALUES, keys, defaultSort: 'name' };
  }
  const sortable = sortableFields(operationId);
  return {
    operators: filterOperators(operationId),
    values: GROUP_VALUES,
    keys: Object.fromEntries(Object.entries(keys).filter(([name]) => sortable.includes(name))),
    defaultSort: 'name',
    maxIds: maxFilterIdsOf(operationId),
  };
}

/** Qlik does not publish the attributes of this filter. These two say whose a licence is, and which. */
export function licenseRules(): DirectoryRules<LicenseAssignment> {
  return {
    operators: { subject: ['eq'], type: ['eq'] },
    values: LICENSE_VALUES,
    keys: { ...sortByValues(LICENSE_VALUES), created: (assignment) => assignment.created },
    defaultSort: 'subject',
  };
}
