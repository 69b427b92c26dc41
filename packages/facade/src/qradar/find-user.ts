import type { CallOptions } from '../http/options.js';
import type { Paged } from '../paging/paged.js';
import { checkName } from '../util/check.js';
import { quote } from './filter.js';

/** The user of this name, deployed or staged, or undefined. Names are compared here too: an old console may ignore the filter. */
export async function findUser<User extends { username?: string }>(
  list: (query: { filter: string }, options: CallOptions | undefined) => Paged<User>,
  username: string,
  options: CallOptions | undefined,
): Promise<User | undefined> {
  checkName('username', username);
  for await (const user of list({ filter: `username=${quote(username)}` }, options)) {
    if (user.username === username) return user;
  }
  return undefined;
}
