import { type Criteria, maxPageSize, searchUsers, type User } from '@rollcall/qualys-saq/sdk';
import { InvalidInputError } from '../errors.js';
import type { Connection } from '../http/connection.js';
import { protocolError } from '../http/errors/protocol-error.js';
import type { CallOptions } from '../http/options.js';
import type { Result } from '../http/types.js';
import { cursorWalk, type Link } from '../paging/cursor.js';
import { type Paged, paged } from '../paging/paged.js';
import { readUsers } from './answered-users.js';
import { buildRequest } from './codec.js';
import { where } from './criteria.js';

/** Walks the users that meet all conditions: each page asks for those after the last id of the one before. */
export function search(
  connection: Connection,
  conditions: readonly Criteria[],
  options: CallOptions | undefined,
): Paged<User> {
  const fetchPage = async (
    lastId: string | undefined,
    pageSize: number | undefined,
    signal: AbortSignal | undefined,
  ) => {
    if (pageSize !== undefined && pageSize > maxPageSize) {
      throw new InvalidInputError(`pageSize must be at most ${maxPageSize}`);
    }
    const filters = lastId === undefined ? conditions : [...conditions, where('id', 'GREATER', lastId)];
    const body = await buildRequest({
      ...(filters.length > 0 ? { filters: [...filters] } : {}),
      ...(pageSize === undefined ? {} : { preferences: { limitResults: pageSize } }),
    });
    return readPage(
      await connection.call(searchUsers, { body }, signal ? { ...options, signal } : options),
      lastId,
    );
  };
  return paged(
    cursorWalk(fetchPage, ({ id }) => id),
    options?.signal,
  );
}

/** One page: the next one starts after `lastId`, which must have moved on, or the walk would never end. */
async function readPage(answer: Result, before: string | undefined): Promise<Link<User, string>> {
  const page = await readUsers(answer);
  const unnamed = page.data.find(({ id }) => id === undefined);
  if (unnamed) throw protocolError(answer.call, answer.response, 'a user of the list has no id');
  const again = before === undefined ? undefined : page.data.find(({ id }) => BigInt(id) <= BigInt(before));
  if (again) {
    throw protocolError(
      answer.call,
      answer.response,
      `users after id ${before} were asked for, and ${again.id} came`,
    );
  }
  const next = page.hasMoreRecords ? (page.lastId ?? page.data.at(-1)?.id) : undefined;
  const noProgress = () =>
    protocolError(
      answer.call,
      answer.response,
      `more records are promised, but lastId (${next ?? 'missing'}) does not move on from ${before ?? 'the start'}`,
    );
  const moves = next !== undefined && (before === undefined || BigInt(next) > BigInt(before));
  if (page.hasMoreRecords && !moves) throw noProgress();
  return { items: page.data, next, noProgress };
}
