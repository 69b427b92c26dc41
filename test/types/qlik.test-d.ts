import {
  and,
  createQlik,
  type Filter,
  type InviteResult,
  or,
  type Paged,
  type QlikUser,
  where,
} from '@rollcall/facade/qlik';
import { listUsers } from '@rollcall/qlik';
import { describe, expectTypeOf, it } from 'vitest';

const { users, client } = createQlik({
  baseUrl: 'https://tenant.eu.qlikcloud.com',
  auth: { apiKey: 'secret' },
});
const bob = where('name', 'eq', 'Bob');
const active = where('status', 'eq', 'active');

describe('the types of the Qlik client', () => {
  it('give users with an id, or what the fields leave of them', () => {
    expectTypeOf(users.list()).toEqualTypeOf<Paged<QlikUser>>();
    expectTypeOf<QlikUser['id']>().toEqualTypeOf<string>();
    expectTypeOf(users.list({ fields: ['id', 'email'] })).toEqualTypeOf<
      Paged<Pick<QlikUser, 'id' | 'email'>>
    >();
    expectTypeOf(users.get('1', { fields: ['name'] })).resolves.toEqualTypeOf<Pick<QlikUser, 'name'>>();
    expectTypeOf(users.filter(bob, { fields: ['id'] })).toEqualTypeOf<Paged<Pick<QlikUser, 'id'>>>();
    // @ts-expect-error no such field
    users.list({ fields: ['nickname'] });
  });

  it('take the sort keys and parameters of the document only', () => {
    users.list({ sort: '-name', totalResults: true, limit: 100 });
    users.list({ sortBy: 'name', sortOrder: 'asc', status: ['active'], tenantId: 'x' });
    users.list({ sort: '-createdAt' });
    // @ts-expect-error no such sort key
    users.list({ sort: 'zoneinfo' });
    // @ts-expect-error the filter operation has no totalResults
    users.filter(bob, { totalResults: true });
    // @ts-expect-error no such parameter
    users.list({ page: 2 });
  });

  it('take the operators that a field has', () => {
    expectTypeOf(where('email', 'co', '@corp')).toEqualTypeOf<Filter<'plain'>>();
    expectTypeOf(where('status', 'eq', 'invited')).toEqualTypeOf<Filter<'status'>>();
    // @ts-expect-error a status that Qlik does not have; a new one goes into a filter as text
    where('status', 'eq', 'hibernating');
    // @ts-expect-error an id is equal or not
    where('id', 'co', '62');
    // @ts-expect-error a status is equal or not
    where('status', 'co', 'act');
    // @ts-expect-error no such operator
    where('name', 'sw', 'B');
    // @ts-expect-error no such field
    where('nickname', 'eq', 'B');
    // @ts-expect-error values are texts
    where('name', 'eq', 7);
  });

  it('keep status conditions in one group that applies to the whole query', () => {
    users.list({ filter: and(or(bob, bob), or(active, active)) });
    users.list({ filter: and(active, bob, bob) });
    users.list({ filter: and(bob, and(bob, active)) });
    users.list({ filter: 'assignedScopes eq "admin"' });
    const lazily = (): unknown => [
      // @ts-expect-error a status cannot be one side of an or
      or(bob, active),
      // @ts-expect-error nor can what holds one
      or(bob, and(bob, active)),
      // @ts-expect-error one status group only
      and(active, active),
      // @ts-expect-error the same, further in
      and(and(bob, active), and(bob, active)),
    ];
    expectTypeOf(lazily).returns.toBeUnknown();
  });

  it('take a patch of known fields, or operations', () => {
    users.update('1', { name: 'B', status: 'disabled', assignedRoles: [{ id: '1' }], inviteExpiry: 'renew' });
    users.update('1', [{ op: 'remove-value', path: '/assignedRoles', value: { name: 'Developer' } }]);
    expectTypeOf(users.update('1', { name: 'B' })).toEqualTypeOf<Promise<void>>();
    // @ts-expect-error no such field
    users.update('1', { nickname: 'B' });
    // @ts-expect-error no such status
    users.update('1', { status: 'enabled' });
    // @ts-expect-error the subject cannot be changed
    users.update('1', { subject: 'B' });
    // @ts-expect-error roles are references
    users.update('1', { assignedRoles: ['Developer'] });
    // @ts-expect-error an operation has a path
    users.update('1', [{ op: 'replace', value: 'x' }]);
  });

  it('want a subject for a new user', () => {
    users.create({ subject: 's', email: 'e@corp.example', assignedRoles: [{ name: 'Developer' }] });
    // @ts-expect-error the subject is missing
    users.create({ email: 'e@corp.example' });
    // @ts-expect-error users start as invited
    users.create({ subject: 's', status: 'active' });
  });

  it('find by one of two keys', () => {
    expectTypeOf(users.find('a@corp.example')).resolves.toEqualTypeOf<QlikUser | undefined>();
    users.find({ subject: 's' });
    // @ts-expect-error nobody is found by name
    users.find({ name: 'Bob' });
  });

  it('type the other verbs', () => {
    expectTypeOf(users.count()).toEqualTypeOf<Promise<number>>();
    expectTypeOf(users.me()).toEqualTypeOf<Promise<QlikUser>>();
    expectTypeOf(users.invite([{ email: 'a@b' }])).toEqualTypeOf<Promise<InviteResult>>();
    // @ts-expect-error an invitation needs an address
    users.invite([{ name: 'Elvis' }]);
    expectTypeOf<'archived'>().toExtend<NonNullable<QlikUser['status']>>();
    expectTypeOf(listUsers({ client, throwOnError: true })).resolves.toHaveProperty('data');
  });

  it('take a version of year and month', () => {
    createQlik({ baseUrl: 'https://t', auth: { apiKey: () => 'k' }, apiVersion: '2025-01' });
    // @ts-expect-error no such version
    createQlik({ baseUrl: 'https://t', auth: { apiKey: 'k' }, apiVersion: 'latest' });
  });
});
