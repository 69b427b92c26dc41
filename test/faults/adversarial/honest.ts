import type { Received } from '../../support/raw-server.js';
import { SAQ_USER, saqUsers } from '../../support/saq-answers.js';
import type { Vendor } from '../../support/vendors/index.js';
import { type Answer, json, NOTHING, xml } from './answer.js';
import { page, type Trick } from './pages.js';

export type Verb = 'get' | 'list' | 'create' | 'update' | 'remove';
export const VERBS: readonly Verb[] = ['get', 'list', 'create', 'update', 'remove'];

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
  vendor: Vendor,
  verb: Verb,
  request: Received,
  users: readonly object[],
  trick: Trick,
): Answer {
  const { name } = vendor;
  const record = RECORDS[name];
  if (verb === 'list') return page(vendor, request, users, trick);
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
