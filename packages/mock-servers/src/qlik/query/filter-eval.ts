import type { Catalogue } from '../state/catalogue.js';
import type { StoredUser } from '../state/model.js';
import type { Condition, FilterAttribute, FilterNode } from './filter-parser.js';
import { conditions } from './filter-rules.js';

type Values = (user: StoredUser, catalogue: Catalogue) => readonly (string | undefined)[];

const values: Readonly<Record<FilterAttribute, Values>> = {
  id: (user) => [user.id],
  subject: (user) => [user.subject],
  name: (user) => [user.name],
  email: (user) => [user.email],
  status: (user) => [user.status],
  clientId: (user) => [user.clientId],
  'assignedRoles.id': (user) => user.roleIds,
  'assignedRoles.name': (user, catalogue) => user.roleIds.map((id) => catalogue.role({ id })?.name),
  'assignedGroups.id': (user) => user.groupIds,
  'assignedGroupsAssignedRoles.name': (user, catalogue) =>
    user.groupIds
      .flatMap((id) => catalogue.group({ id })?.roleIds ?? [])
      .map((id) => catalogue.role({ id })?.name),
  assignedScopes: (user) => user.assignedScopes,
};

/** A test for one user. All comparisons are case-insensitive (document); of several values one has to match. */
export function compileFilter(node: FilterNode, catalogue: Catalogue): (user: StoredUser) => boolean {
  if (node.kind === 'condition') return compileCondition(node, catalogue);
  const tests = node.operands.map((operand) => compileFilter(operand, catalogue));
  return node.kind === 'and'
    ? (user) => tests.every((test) => test(user))
    : (user) => tests.some((test) => test(user));
}

/** Whether the filter asks for deleted users, which no list shows unasked. */
export function asksForDeleted(node: FilterNode): boolean {
  return conditions(node).some(
    ({ attribute, value }) => attribute === 'status' && value.toLowerCase() === 'deleted',
  );
}

function compileCondition(condition: Condition, catalogue: Catalogue): (user: StoredUser) => boolean {
  const wanted = condition.value.toLowerCase();
  const read = values[condition.attribute];
  const matches =
    condition.operator === 'eq'
      ? (text: string) => text.toLowerCase() === wanted
      : (text: string) => text.toLowerCase().includes(wanted);
  return (user) => read(user, catalogue).some((text) => text !== undefined && matches(text));
}
