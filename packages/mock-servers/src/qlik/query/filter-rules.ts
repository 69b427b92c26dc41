import { badRequest } from '../http/errors.js';
import type { Condition, FilterNode } from './filter-parser.js';

export function conditions(node: FilterNode): Condition[] {
  return node.kind === 'condition' ? [node] : node.operands.flatMap(conditions);
}

/**
 * The document's rule: conditions on status stand in one group, and the group applies to the whole query. So a
 * filter is status conditions alone, or a chain of `and` with exactly one operand of them. Throws a 400.
 */
export function checkStatusGrouping(tree: FilterNode): void {
  const isStatus = ({ attribute }: Condition) => attribute === 'status';
  if (!conditions(tree).some(isStatus)) return;
  const operands = flattenAnd(tree);
  const groups = new Set(operands.filter((operand) => conditions(operand).every(isStatus)));
  const strays = operands.filter((operand) => !groups.has(operand) && conditions(operand).some(isStatus));
  if (groups.size === 1 && strays.length === 0) return;
  throw badRequest('Conditions on status must be grouped together and apply to the whole query.', {
    parameter: 'filter',
  });
}

/** Throws a 400 when the filter names more ids than the operation takes. */
export function checkIdCount(tree: FilterNode, most: number): void {
  const ids = conditions(tree).filter(({ attribute }) => attribute === 'id').length;
  if (ids <= most) return;
  throw badRequest(`The filter names ${ids} ids, and may name ${most} at most.`, {
    pointer: '/filter',
  });
}

function flattenAnd(node: FilterNode): FilterNode[] {
  return node.kind === 'and' ? node.operands.flatMap(flattenAnd) : [node];
}
