import type { Received } from '../../support/raw-server.js';
import { SAQ_USER, saqUsers } from '../../support/saq-answers.js';
import type { Vendor } from '../../support/vendors/index.js';
import type { Answer } from './behaviours.js';

export type Verb = 'get' | 'list' | 'create' | 'update' | 'remove';
export const VERBS: readonly Verb[] = ['get', 'list', 'create', 'update', 'remove'];

const JSON_TYPE = { 'Content-Type': 'application/json' };
const XML_TYPE = { 'Content-Type': 'text/xml;charset=UTF-8' };
const NOTHING: Answer = { status: 204, headers: {}, body: '' };

const json = (status: number, value: unknown, headers: Record<string, string> = {}): Answer => ({
  status,
  headers: { ...JSON_TYPE, ...headers },
  body: JSON.stringify(value),
});
const xml = (body: string): Answer => ({ status: 200, headers: XML_TYPE, body });

/** The user that is read and written: what was asked for is in it. */
export const RECORDS: Readonly<Record<Vendor['name'], Readonly<Record<string, unknown>>>> = {
  QRadar: {
    id: 7,
    username: 'jane',
    email: 'j@example.com',
    user_role_id: 1,
    security_profile_id: 1,
  },
  IQ: { username: 'jane', firstName: 'Jane', lastName: 'Doe', email: 'j@example.com', realm: 'Internal' },
  Qlik: { id: 'u-1', subject: 'idp\\jane', email: 'j@example.com', name: 'Jane' },
  Qualys: { ...SAQ_USER, title: 'CISO' },
};

/** What a server that works answers. `users` are those of a list. */
export function honestAnswer(
  { name, wire }: Vendor,
  verb: Verb,
  request: Received,
  users: readonly object[],
): Answer {
  const record = RECORDS[name];
  if (verb === 'list') return page(name, wire, request, users);
  switch (name) {
    case 'QRadar':
      if (verb === 'remove') return json(202, { task_id: 3, status: 'QUEUED' });
      return json(verb === 'create' ? 201 : 200, record);
    case 'IQ':
      return verb === 'create' || verb === 'remove' ? NOTHING : json(200, record);
    case 'Qlik':
      if (verb === 'create') return json(201, record);
      return verb === 'get' ? json(200, record) : NOTHING;
    case 'Qualys':
      return xml(saqUsers([verb === 'remove' ? { id: '7' } : (record as Record<string, string>)]));
  }
}

/** As many as a page holds here: few, so that a list has several pages. */
const PAGE_SIZE = 2;

function page(
  name: Vendor['name'],
  wire: Vendor['wire'],
  { path, body, headers }: Received,
  users: readonly object[],
): Answer {
  switch (name) {
    case 'QRadar': {
      const start = Number(/^items=(\d+)-/.exec(headers.range ?? '')?.[1] ?? 0);
      const items = users.slice(start, start + PAGE_SIZE);
      const range = items.length > 0 ? `${start}-${start + items.length - 1}` : '*';
      return json(206, items, { 'Content-Range': `items ${range}/${users.length}` });
    }
    case 'IQ':
      return json(200, { users });
    case 'Qlik': {
      const start = Number(new URL(path, 'http://x').searchParams.get('next') ?? 0);
      const next = start + PAGE_SIZE;
      const links = next < users.length ? { next: { href: `${wire.apiPath}?next=${next}` } } : {};
      return json(200, { data: users.slice(start, next), links });
    }
    case 'Qualys': {
      const after = Number(/operator="GREATER"[^>]*>(\d+)</.exec(body)?.[1] ?? -1);
      const rest = (users as readonly Record<string, string>[]).filter(({ id }) => Number(id) > after);
      const items = rest.slice(0, PAGE_SIZE);
      const more = rest.length > items.length;
      const told = `<hasMoreRecords>${more}</hasMoreRecords>${more ? `<lastId>${items.at(-1)?.id}</lastId>` : ''}`;
      return xml(saqUsers(items, told));
    }
  }
}
