import { badRequest } from '../http/errors.js';
import { compareItems, type Identified } from './cursor.js';
import { compileFilter, type Values } from './filter-eval.js';
import { type Operators, parseFilter } from './filter-parser.js';
import { checkIdCount } from './filter-rules.js';
import { cutPage, type Page } from './page.js';
import {
  askedOrder,
  orderingOf,
  readBoolean,
  readCursor,
  readLimit,
  refuseBoth,
  type SortKeys,
} from './parameters.js';

/** What one list of roles, groups or licences knows. */
export interface DirectoryRules<Item> {
  operators: Operators;
  values: Values<Item>;
  keys: SortKeys<Item>;
  /** In the spelling of `sort`. */
  defaultSort: string;
  /** Of a filter operation, how many ids its filter may name. */
  maxIds?: number;
}

export interface DirectoryPage<Item> extends Page<Item> {
  /** How many match in all; only when asked for. */
  totalResults?: number;
}

/** Answers a list. `filter` is the query's, or the body's of a filter operation. Throws a 400. */
export function listDirectory<Item extends Identified>(
  items: readonly Item[],
  query: URLSearchParams,
  rules: DirectoryRules<Item>,
  filter: string | undefined,
): DirectoryPage<Item> {
  refuseBoth(query, 'next', 'prev');
  const asked = askedOrder(query, rules.keys);
  const after = readCursor(query, 'next', { asked, keys: rules.keys });
  const before = readCursor(query, 'prev', { asked, keys: rules.keys });
  const name = after?.order ?? before?.order ?? asked?.name ?? rules.defaultSort;
  const order = orderingOf(name, rules.keys);
  if (order === undefined) throw badRequest(`This list has no order ${name}.`, { parameter: 'sort' });
  const matching = items.filter(testOf(filter?.trim(), rules)).sort(compareItems(order));
  const page = cutPage(matching, { order, limit: readLimit(query), after, before });
  return { ...page, ...(readBoolean(query, 'totalResults') ? { totalResults: matching.length } : {}) };
}

function testOf<Item>(filter: string | undefined, { maxIds, operators, values }: DirectoryRules<Item>) {
  if (!filter) return () => true;
  const tree = parseFilter(filter, operators);
  if (maxIds !== undefined) checkIdCount(tree, maxIds);
  return compileFilter(tree, values);
}
