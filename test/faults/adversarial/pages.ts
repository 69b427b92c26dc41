import type { Received } from '../../support/raw-server.js';
import { saqUsers } from '../../support/saq-answers.js';
import type { Vendor } from '../../support/vendors/index.js';
import { type Answer, json, xml } from './answer.js';

/** As many as a page holds here: few, so that a list has several pages. */
const PAGE_SIZE = 2;

/**
 * What a list does wrong from its second page on: it repeats the user before, answers the first page again, points back to
 * where it was, promises a page that is empty, or counts more than there are.
 */
export const TRICKS = [
  'none',
  'repeats',
  'first page again',
  'points back',
  'promises more',
  'counts more',
] as const;
export type Trick = (typeof TRICKS)[number];

/** One page of the users, honest but for the trick. */
export function page(
  { name, wire }: Vendor,
  request: Received,
  users: readonly object[],
  trick: Trick,
): Answer {
  const asked = startOf(name, request, users);
  const later = asked > 0;
  const start = later && trick === 'first page again' ? 0 : later && trick === 'repeats' ? asked - 1 : asked;
  const end = Math.min(users.length, asked + PAGE_SIZE);
  const items = users.slice(start, trick === 'first page again' ? start + PAGE_SIZE : end);
  const more = end < users.length || (trick === 'promises more' && items.length > 0);
  const next = later && trick === 'points back' ? asked : asked + PAGE_SIZE;
  switch (name) {
    case 'QRadar': {
      const range = items.length > 0 ? `${start}-${start + items.length - 1}` : '*';
      const total = users.length + (trick === 'counts more' || trick === 'promises more' ? 1 : 0);
      return json(206, items, { 'Content-Range': `items ${range}/${total}` });
    }
    case 'IQ':
      return json(200, { users });
    case 'Qlik': {
      const links = more ? { next: { href: `${wire.apiPath}?next=${next}` } } : {};
      return json(200, { data: items, links });
    }
    case 'Qualys': {
      const rows = items as readonly Record<string, string>[];
      const last = (users[next - 1] ?? users.at(-1)) as { id: string } | undefined;
      const told = `<hasMoreRecords>${more}</hasMoreRecords>${more ? `<lastId>${last?.id}</lastId>` : ''}`;
      return xml(saqUsers(rows, told));
    }
  }
}

/** The place of the first user that is asked for. */
function startOf(name: Vendor['name'], { path, body, headers }: Received, users: readonly object[]): number {
  switch (name) {
    case 'QRadar':
      return Number(/^items=(\d+)-/.exec(headers.range ?? '')?.[1] ?? 0);
    case 'IQ':
      return 0;
    case 'Qlik':
      return Number(new URL(path, 'http://x').searchParams.get('next') ?? 0);
    case 'Qualys': {
      const after = Number(/operator="GREATER"[^>]*>(\d+)</.exec(body)?.[1] ?? -1);
      const at = (users as readonly { id: string }[]).findIndex(({ id }) => Number(id) > after);
      return at < 0 ? users.length : at;
    }
  }
}
