import { defaultPageSize, maxPageSize } from '../facts.js';
import { badRequest } from '../http/errors.js';
import type { Catalogue } from '../state/catalogue.js';
import type { StoredUser } from '../state/model.js';
import type { QlikState } from '../state/state.js';
import { type Cursor, compareUsers, decodeCursor, type Order } from './cursor.js';
import { asksForDeleted, compileFilter } from './filter-eval.js';
import { parseFilter } from './filter-parser.js';
import { checkIdCount, checkStatusGrouping } from './filter-rules.js';
import { deprecatedTests, idBounds, usedDeprecated } from './list-deprecated.js';
import { cutPage, type UserPage } from './page.js';
import { parseFields } from './projection.js';
import type { Selection } from './selection.js';

/** A page of the list or of the filter operation. */
export interface ListResult extends UserPage {
  fields?: ReadonlySet<string>;
  /** How many match in all; only when asked for. */
  totalResults?: number;
}

/** What the filter operation does differently from the list. */
interface FilterOperation {
  /** From the body; `undefined` or blank takes every user. */
  filter: string | undefined;
}

/**
 * Answers a list. Throws a 400 for parameters that exclude each other (document) or are out of range.
 * Default and bounds of `limit` are those of the spec; the document gives none (unconfirmed).
 */
export function listUsers(state: QlikState, query: URLSearchParams, operation?: FilterOperation): ListResult {
  const filterText = (operation === undefined ? query.get('filter') : operation.filter)?.trim();
  const deprecated = operation === undefined ? usedDeprecated(query) : [];
  if (query.has('next') && query.has('prev')) {
    throw badRequest('next cannot be used in conjunction with prev.', { parameter: 'prev' });
  }
  if (query.has('filter') && deprecated.length > 0) {
    throw badRequest(`filter cannot be combined with the deprecated ${deprecated.join(', ')}.`, {
      parameter: 'filter',
    });
  }

  const selection = filterText
    ? byFilter(filterText, state.catalogue, operation !== undefined)
    : deprecatedTests(operation === undefined ? query : new URLSearchParams(), state);
  const bounds = operation === undefined ? idBounds(query) : undefined;
  const asked = askedOrder(query);
  const bareIds = operation !== undefined;
  const after = readCursor(query, 'next', asked, bareIds);
  const before = readCursor(query, 'prev', asked, bareIds);
  const order = after?.order ?? before?.order ?? asked ?? (bounds === undefined ? 'name' : 'id');

  const matching = inOrder(state, order, selection.deleted).filter(selection.test);
  const candidates = bounds === undefined ? matching : matching.filter(bounds.test);
  const page = cutPage(candidates, {
    order,
    limit: readLimit(query),
    fromEnd: bounds?.fromEnd ?? false,
    ...(after === undefined ? {} : { after }),
    ...(before === undefined ? {} : { before }),
  });
  const fields = parseFields(query.get('fields'));
  const total = operation === undefined && readBoolean(query, 'totalResults');
  return {
    ...page,
    ...(fields === undefined ? {} : { fields }),
    ...(total ? { totalResults: candidates.length } : {}),
  };
}

function byFilter(text: string, catalogue: Catalogue, limitIds: boolean): Selection {
  const tree = parseFilter(text);
  checkStatusGrouping(tree);
  if (limitIds) checkIdCount(tree);
  return { test: compileFilter(tree, catalogue), deleted: asksForDeleted(tree) };
}

function inOrder(state: QlikState, order: Order, withDeleted: boolean): readonly StoredUser[] {
  if (withDeleted) return [...state.users(), ...state.deletedUsers()].sort(compareUsers(order));
  if (order === 'id') return state.users().sort(compareUsers(order));
  const ascending = state.sortedByName(compareUsers('name'));
  return order === 'name' ? ascending : ascending.toReversed();
}

/** `sort` goes before the deprecated `sortBy` and `sortOrder`. */
function askedOrder(query: URLSearchParams): Order | undefined {
  const sort = query.get('sort');
  if (sort !== null) {
    if (sort === 'name' || sort === '+name') return 'name';
    if (sort === '-name') return '-name';
    throw badRequest('sort is one of name, +name and -name; the plus sign must be percent-encoded.', {
      parameter: 'sort',
    });
  }
  const sortBy = query.get('sortBy');
  const sortOrder = query.get('sortOrder');
  if (sortBy !== null && sortBy !== 'name') {
    throw badRequest('sortBy can only be name.', { parameter: 'sortBy' });
  }
  if (sortOrder !== null && sortOrder !== 'asc' && sortOrder !== 'desc') {
    throw badRequest('sortOrder is asc or desc.', { parameter: 'sortOrder' });
  }
  if (sortBy === null && sortOrder === null) return undefined;
  return sortOrder === 'desc' ? '-name' : 'name';
}

/** On the filter operation the document lets `next` and `prev` be user ids, so a bare id is taken there too. */
function readCursor(
  query: URLSearchParams,
  name: 'next' | 'prev',
  asked: Order | undefined,
  bareIds: boolean,
): Cursor | undefined {
  const text = query.get(name);
  if (text === null) return undefined;
  const bareId = bareIds && /^[\w-]{24,40}$/.test(text);
  const cursor = decodeCursor(text) ?? (bareId ? { order: 'id' as const, key: '', id: text } : undefined);
  if (cursor === undefined) {
    throw badRequest(`${name} is not a cursor of this API.`, { parameter: name });
  }
  if (asked !== undefined && asked !== cursor.order) {
    throw badRequest(`${name} belongs to a list in another order.`, { parameter: name });
  }
  return cursor;
}

function readLimit(query: URLSearchParams): number {
  const text = query.get('limit');
  if (text === null) return defaultPageSize;
  const limit = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (limit >= 1 && limit <= maxPageSize) return limit;
  throw badRequest(`limit is a whole number from 1 to ${maxPageSize}.`, { parameter: 'limit' });
}

function readBoolean(query: URLSearchParams, name: string): boolean {
  const text = query.get(name) ?? 'false';
  if (text === 'true' || text === 'false') return text === 'true';
  throw badRequest(`${name} is true or false.`, { parameter: name });
}
