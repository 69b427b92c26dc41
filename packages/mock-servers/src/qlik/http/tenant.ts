import type { Page } from '../query/page.js';
import type { InviteExpiryForm } from '../query/projection.js';
import type { Ids } from '../state/ids.js';
import type { QlikState } from '../state/state.js';

/** What every operation works on. */
export interface Tenant {
  state: QlikState;
  ids: Ids;
  inviteExpiry: InviteExpiryForm;
  now(): number;
  /** The origin as the client addressed us, without a trailing slash. */
  baseUrl(request: Request): string;
}

/** Names of the parameters that hold the cursors. */
interface CursorNames {
  next: string;
  prev: string;
}

/** Absolute; `href` is null where there is no such page (qlik.dev). */
export function pageLinks(
  { next, prev }: Page<unknown>,
  request: Request,
  baseUrl: string,
  names: CursorNames = { next: 'next', prev: 'prev' },
) {
  const { pathname, search } = new URL(request.url);
  const link = (name: string, cursor: string | undefined) => {
    if (cursor === undefined) return { href: null };
    const query = new URLSearchParams(search);
    query.delete(names.next);
    query.delete(names.prev);
    query.set(name, cursor);
    return { href: `${baseUrl}${pathname}?${query}` };
  };
  return {
    next: link(names.next, next),
    prev: link(names.prev, prev),
    self: { href: `${baseUrl}${pathname}${search}` },
  };
}

export function queryOf(request: Request): URLSearchParams {
  return new URL(request.url).searchParams;
}
