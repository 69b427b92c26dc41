import type { Condition, FilterNode } from './filter-parser.js';
import { conditions } from './filter-rules.js';

/** By attribute, the texts of an item that a condition is compared with. One match among several is enough. */
export type Values<Item> = Readonly<Record<string, (item: Item) => readonly (string | undefined)[]>>;

/** A test for one item. All comparisons are case-insensitive (document). */
export function compileFilter<Item>(node: FilterNode, values: Values<Item>): (item: Item) => boolean {
  if (node.kind === 'condition') return compileCondition(node, values);
  const tests = node.operands.map((operand) => compileFilter(operand, values));
  return node.kind === 'and'
    ? (item) => tests.every((test) => test(item))
    : (item) => tests.some((test) => test(item));
}

/** Whether the filter asks for deleted users, which no list shows unasked. */
export function asksForDeleted(node: FilterNode): boolean {
  return conditions(node).some(
    ({ attribute, value }) => attribute === 'status' && value.toLowerCase() === 'deleted',
  );
}

function compileCondition<Item>(condition: Condition, values: Values<Item>): (item: Item) => boolean {
  const wanted = condition.value.toLowerCase();
  const read = values[condition.attribute];
  if (read === undefined) throw new Error(`The sandbox cannot filter by ${condition.attribute}`);
  const matches =
    condition.operator === 'eq'
      ? (text: string) => text.toLowerCase() === wanted
      : (text: string) => text.toLowerCase().includes(wanted);
  return (item) => read(item).some((text) => text !== undefined && matches(text));
}
