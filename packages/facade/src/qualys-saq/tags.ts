import {
  type AssetTag,
  filters,
  paging,
  searchTags,
  type TagCriteria,
  type TagServiceResponse,
} from '@rollcall/qualys-saq/sdk';
import { InvalidInputError } from '../errors.js';
import type { Connection } from '../http/connection.js';
import { protocolError } from '../http/errors/protocol-error.js';
import { expectList, expectObject } from '../http/expect.js';
import type { CallOptions } from '../http/options.js';
import type { Result } from '../http/types.js';
import { cursorWalk, type Link } from '../paging/cursor.js';
import { type Paged, paged } from '../paging/paged.js';
import { refuseFailure } from './connect.js';

/** A tag of the asset tagging API; its id, of 64 bits, is text. */
export type SaqTag = Omit<AssetTag, 'id' | 'name'> & { readonly id: string; readonly name: string };

/**
 * The tags that users can have, from the asset tagging API, a sister module. Only their names suggest that SAQ's tags
 * are the same (unconfirmed). Fields, operators and paging are known from other clients (third party).
 */
export interface QualysSaqTags {
  /**
   * Tags that meet all conditions, such as `{ field: 'name', operator: 'CONTAINS', value: 'Domain' }`, or all tags; pages of
   * 100 unless asked otherwise, at most 1000.
   */
  list(criteria?: TagCriteria | readonly TagCriteria[], options?: CallOptions): Paged<SaqTag>;
  /**
   * The tags of exactly this name, in this case of letters. There may be several: children of different tags may share
   * a name.
   */
  named(name: string, options?: CallOptions): Promise<SaqTag[]>;
}

const { maxPageSize } = paging.searchTags;

/** @param connection of the same account, which speaks JSON. */
export function qualysSaqTags(connection: Connection): QualysSaqTags {
  const tags: QualysSaqTags = {
    list(criteria = [], options) {
      const conditions = [criteria].flat().map(checked);
      const fetchPage = async (
        lastId: string | undefined,
        pageSize: number | undefined,
        signal: AbortSignal | undefined,
      ) => {
        if (pageSize !== undefined && pageSize > maxPageSize)
          throw new InvalidInputError(`pageSize must be at most ${maxPageSize}`);
        const after = { field: 'id', operator: 'GREATER', value: lastId } as TagCriteria;
        const Criteria = lastId === undefined ? conditions : [...conditions, after];
        const body = {
          ServiceRequest: {
            ...(Criteria.length > 0 ? { filters: { Criteria } } : {}),
            ...(pageSize === undefined ? {} : { preferences: { limitResults: pageSize } }),
          },
        };
        const call = signal ? { ...options, signal } : options;
        return readPage(await connection.call(searchTags, { body }, call), lastId);
      };
      return paged(
        cursorWalk(fetchPage, ({ id }) => id),
        options?.signal,
      );
    },

    async named(name, options) {
      const all = await tags.list({ field: 'name', operator: 'EQUALS', value: name }, options).toArray();
      // Should the filter be ignored, every tag comes: names are compared here too.
      return all.filter((tag) => tag.name === name);
    },
  };
  return tags;
}

function checked(criteria: TagCriteria): TagCriteria {
  const { field, operator, value } = criteria ?? {};
  const known = filters.searchTags as Readonly<Record<string, readonly string[]>>;
  const operators = Object.hasOwn(known, field) ? known[field] : undefined;
  if (!operators?.includes(operator)) {
    throw new InvalidInputError(
      `criteria: ${String(field)} takes ${operators?.join(', ') ?? `no operator; there are ${Object.keys(known).join(', ')}`}, not ${String(operator)}`,
    );
  }
  if (typeof value !== 'string' || value === '')
    throw new InvalidInputError(`criteria: ${field} ${operator} needs a value, as text`);
  return { field, operator, value };
}

function readPage(result: Result, before: string | undefined): Link<SaqTag, string> {
  const odd = (what: string) => protocolError(result.call, result.response, what);
  const { ServiceResponse } = expectObject<{ ServiceResponse: TagServiceResponse }>(result);
  const answer = expectObject<TagServiceResponse>({ ...result, data: ServiceResponse });
  refuseFailure(answer, result.response, result.call);
  const items =
    answer.data === undefined ? [] : expectList<{ Tag?: AssetTag }>({ ...result, data: answer.data });
  if (answer.count !== undefined && answer.count !== items.length)
    throw odd(`count says ${answer.count} tags, ${items.length} came`);
  const read = items.map(({ Tag: tag }) => {
    const id = idOf(tag?.id);
    if (id === undefined || typeof tag?.name !== 'string')
      throw odd('a tag of the list has no id or no name');
    return { ...tag, id, name: tag.name };
  });
  const more = answer.hasMoreRecords === true || answer.hasMoreRecords === 'true';
  const next = more ? (idOf(answer.lastId) ?? read.at(-1)?.id) : undefined;
  const noProgress = () =>
    odd(
      `more tags are promised, but lastId (${next ?? 'missing'}) does not move on from ${before ?? 'the start'}`,
    );
  if (more && (next === undefined || (before !== undefined && BigInt(next) <= BigInt(before))))
    throw noProgress();
  return { items: read, next, noProgress };
}

/** Beyond 2^53 a number of JSON is another one by the time it is read. */
function idOf(value: unknown): string | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) && value >= 0 ? String(value) : undefined;
  return typeof value === 'string' && /^[0-9]{1,19}$/.test(value) ? value : undefined;
}
