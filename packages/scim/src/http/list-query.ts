import { badRequest } from '../protocol/errors.js';
import { isObject, type Json } from '../protocol/json.js';
import type { PagingInput } from '../protocol/list/paging.js';

/** What a list was asked for, by query or by `.search`. */
export interface ListQuery extends PagingInput {
  filter?: string;
  sortBy?: string;
  sortOrder?: string;
  attributes: readonly string[];
  excludedAttributes: readonly string[];
}

const SEARCH_SCHEMA = 'urn:ietf:params:scim:api:messages:2.0:SearchRequest';
const TEXTS = ['filter', 'sortBy', 'sortOrder', 'cursor'] as const;

/**
 * The parameters of a GET. A plus sign is a space, as forms have it.
 *
 * @throws ScimError 400 invalidValue for one that comes twice: which of two filters is meant, nobody knows.
 */
export function queryOfUrl(url: URL): ListQuery {
  const get = (name: string) => {
    const [value, ...others] = url.searchParams.getAll(name);
    if (others.length > 0) throw badRequest('invalidValue', `${name} comes more than once.`);
    return value;
  };
  const names = (name: string) => splitNames(url.searchParams.getAll(name).join(','));
  return {
    ...present({
      filter: get('filter'),
      sortBy: get('sortBy'),
      sortOrder: get('sortOrder'),
      cursor: get('cursor'),
    }),
    startIndex: get('startIndex'),
    count: get('count'),
    attributes: names('attributes'),
    excludedAttributes: names('excludedAttributes'),
  };
}

/**
 * The body of a `.search`: RFC 7644 3.4.3.
 *
 * @throws ScimError 400 invalidSyntax.
 */
export function queryOfSearch(body: Json): ListQuery {
  if (!isObject(body) || !Array.isArray(body.schemas) || !body.schemas.includes(SEARCH_SCHEMA)) {
    throw badRequest(
      'invalidSyntax',
      `The body is no SearchRequest: schemas does not name ${SEARCH_SCHEMA}.`,
    );
  }
  for (const name of TEXTS) {
    if (body[name] !== undefined && typeof body[name] !== 'string') {
      throw badRequest('invalidSyntax', `${name} is not a string.`);
    }
  }
  const names = (value: Json | undefined) =>
    Array.isArray(value) ? value.map(String) : splitNames(typeof value === 'string' ? value : '');
  const number = (name: 'startIndex' | 'count') => {
    const value = body[name];
    if (value === undefined || typeof value === 'number') return value;
    throw badRequest('invalidSyntax', `${name} is not a number.`);
  };
  return {
    ...present(Object.fromEntries(TEXTS.map((name) => [name, body[name] as string | undefined]))),
    startIndex: number('startIndex'),
    count: number('count'),
    attributes: names(body.attributes),
    excludedAttributes: names(body.excludedAttributes),
  };
}

const splitNames = (text: string): string[] =>
  text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');

const present = (values: Record<string, string | undefined>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
