import { maxPageSize, type User } from '@rollcall/qualys-saq/sdk';
import { RollcallError } from '../errors.js';
import type { CallOptions } from '../http/options.js';
import { keyText } from './answered-users.js';
import { where } from './criteria.js';
import type { QualysSaqUsers } from './user-verbs.js';

/** Reads written users as they are now: one by its id, several by one search, since an account has few calls an hour. */
export function readBack(
  users: Pick<QualysSaqUsers, 'get' | 'list'>,
  ids: readonly string[],
  call: CallOptions,
): (id: string) => Promise<User> {
  if (ids.length === 1) return (id) => users.get(id, call);
  let all: Promise<User[]> | undefined;
  return async (id) => {
    const condition = where('id', 'IN', ids as [string, ...string[]]);
    all ??= users.list(condition, call).toArray({ pageSize: Math.min(ids.length, maxPageSize) });
    const user = (await all).find((one) => keyText(one.id) === keyText(id));
    if (!user) throw new RollcallError(`the search for the users that were written does not find ${id}.`);
    return user;
  };
}
