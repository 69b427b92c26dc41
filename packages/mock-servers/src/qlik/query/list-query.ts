import { filterOperators, maxFilterIdsOf } from '../facts.js';
import { badRequest } from '../http/errors.js';
import type { Catalogue } from '../state/catalogue.js';
import type { StoredUser } from '../state/model.js';
import type { QlikState } from '../state/state.js';
import { compareItems, type Ordering } from './cursor.js';
import { asksForDeleted, compileFilter } from './filter-eval.js';
import { parseFilter } from './filter-parser.js';
import { checkIdCount, checkStatusGrouping } from './filter-rules.js';
import { deprecatedOrder, deprecatedTests, idBounds, usedDeprecated } from './list-deprecated.js';
import { cutPage, type Page } from './page.js';
import { askedOrder, orderingOf, readBoolean, readCursor, readLimit, refuseBoth } from './parameters.js';
import { parseFields } from './projection.js';
import type { Selection } from './selection.js';
import { BY_ID, BY_NAME, userSortKeys, userValues } from './user-fields.js';

/** A page of the list or of the filter operation. */
export interface ListResult extends Page<StoredUser> {
  fields?: ReadonlySet<string>;
  /** How many match in all; only when asked for. */
  totalResults?: number;
}

/** What the filter operation does differently from the list. */
interface FilterOperation {
  /** From the body; `undefined` or blank takes every user. */
  filter: string | undefined;
}

/** Answers a list. Throws a 400 for parameters that exclude each other (document) or are out of range. */
export function listUsers(state: QlikState, query: URLSearchParams, operation?: FilterOperation): ListResult {
  const operationId = operation === undefined ? 'listUsers' : 'filterUsers';
  const filterText = (operation === undefined ? query.get('filter') : operation.filter)?.trim();
  const deprecated = operation === undefined ? usedDeprecated(query) : [];
  refuseBoth(query, 'next', 'prev');
  if (query.has('filter') && deprecated.length > 0) {
    throw badRequest(`filter cannot be combined with the deprecated ${deprecated.join(', ')}.`, {
      parameter: 'filter',
    });
  }

  const selection = filterText
    ? byFilter(filterText, state.catalogue, operationId)
    : deprecatedTests(operation === undefined ? query : new URLSearchParams(), state);
  const bounds = operation === undefined ? idBounds(query) : undefined;
  const keys = userSortKeys(operationId);
  // `sort` goes before the deprecated `sortBy` and `sortOrder`.
  const asked = askedOrder(query, keys) ?? deprecatedOrder(query);
  const rules = { asked, keys, bareIds: operation !== undefined };
  const after = readCursor(query, 'next', rules);
  const before = readCursor(query, 'prev', rules);
  const ofCursor = after?.order ?? before?.order;
  const order =
    (ofCursor === BY_ID.name ? BY_ID : ofCursor && orderingOf(ofCursor, keys)) ||
    (asked ?? (bounds === undefined ? BY_NAME : BY_ID));

  const matching = inOrder(state, order, selection.deleted).filter(selection.test);
  const candidates = bounds === undefined ? matching : matching.filter(bounds.test);
  const page = cutPage(candidates, {
    order,
    limit: readLimit(query),
    fromEnd: bounds?.fromEnd ?? false,
    after,
    before,
  });
  const fields = parseFields(query.get('fields'));
  const total = operation === undefined && readBoolean(query, 'totalResults');
  return {
    ...page,
    ...(fields === undefined ? {} : { fields }),
    ...(total ? { totalResults: candidates.length } : {}),
  };
}

function byFilter(text: string, catalogue: Catalogue, operationId: 'listUsers' | 'filterUsers'): Selection {
  const tree = parseFilter(text, filterOperators(operationId));
  checkStatusGrouping(tree);
  if (operationId === 'filterUsers') checkIdCount(tree, maxFilterIdsOf(operationId));
  return { test: compileFilter(tree, userValues(catalogue)), deleted: asksForDeleted(tree) };
}

/** The order that most lists have is sorted once per change. */
function inOrder(state: QlikState, order: Ordering<StoredUser>, withDeleted: boolean): readonly StoredUser[] {
  if (withDeleted) return [...state.users(), ...state.deletedUsers()].sort(compareItems(order));
  if (order.name !== 'name' && order.name !== '-name') return state.users().sort(compareItems(order));
  const ascending = state.sortedByName(compareItems(BY_NAME));
  return order.name === 'name' ? ascending : ascending.toReversed();
}
