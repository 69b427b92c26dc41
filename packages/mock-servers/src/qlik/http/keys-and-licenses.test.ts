import { describe, expect, it } from 'vitest';
import { ALICE, JOHN, tenant } from '../tenant.test.helper.js';

const ids = (body: { data: { id: string }[] }) => body.data.map(({ id }) => id.slice(-2));

describe('API keys', () => {
  it('are listed by whom they act as and by who made them, without a token', async () => {
    const { call } = tenant();
    expect(ids((await call('GET', `api-keys?sub=${JOHN}&sort=description`)).body)).toEqual(['01', '02']);
    expect(ids((await call('GET', `api-keys?createdByUser=${JOHN}`)).body)).toEqual(['01']);
    expect(ids((await call('GET', 'api-keys?status=revoked')).body)).toEqual(['02']);
    const all = await call('GET', 'api-keys');
    expect(JSON.stringify(all.body)).not.toContain('token');
  });

  it('are paged by the id of the last key', async () => {
    const { call } = tenant();
    const first = await call('GET', 'api-keys?limit=3&sort=description');
    expect(ids(first.body)).toEqual(['01', '04', '03']);
    expect(first.body.links.next.href).toContain('startingAfter=7f0a3cf1-0e8b-4d43-9a5c-6a2f1f3a9e03');
    const second = await call('GET', first.body.links.next.href);
    expect(ids(second.body)).toEqual(['02']);
    expect(ids((await call('GET', second.body.links.prev.href)).body)).toEqual(['01', '04', '03']);
    expect((await call('GET', 'api-keys?startingAfter=a&endingBefore=b')).status).toBe(400);
  });

  it('of others stay revoked when an administrator deletes them; one’s own is gone', async () => {
    const { call } = tenant();
    const [other] = (await call('GET', `api-keys?sub=${JOHN}&status=active`)).body.data;
    expect((await call('DELETE', `api-keys/${other.id}`)).status).toBe(204);
    expect((await call('GET', `api-keys/${other.id}`)).body.status).toBe('revoked');
    expect((await call('DELETE', `api-keys/${other.id}`)).status).toBe(204);
    const [own] = (await call('GET', `api-keys?sub=${ALICE}`)).body.data;
    expect((await call('DELETE', `api-keys/${own.id}`)).status).toBe(204);
    const gone = await call('GET', `api-keys/${own.id}`);
    expect(gone.status).toBe(404);
    expect(gone.body).not.toHaveProperty('traceId');
  });

  it('of a seed belong to users that are there', async () => {
    const { call, sandbox } = tenant();
    sandbox.seed({ apiKeys: [{ sub: JOHN, description: 'One' }], extend: true });
    expect((await call('GET', `api-keys?sub=${JOHN}`)).body.data).toHaveLength(3);
    expect(() => sandbox.seed({ apiKeys: [{ sub: 'nobody' }] })).toThrow(
      'Qlik seed: apiKeys[0]: sub is "nobody", which no user has as id.',
    );
  });
});

describe('licences', () => {
  it('are listed by subject, and the next page’s link names a host inside Qlik’s network', async () => {
    const { call } = tenant();
    const first = await call('GET', 'licenses/assignments?limit=2');
    expect(first.body.data).toMatchObject([{ subject: 'alice1234' }, { subject: 'bob1234' }]);
    const next = new URL(first.body.links.next.href);
    expect(next.origin).toBe('http://license');
    const second = await call('GET', `licenses/assignments?limit=2&page=${next.searchParams.get('page')}`);
    expect(second.body).toMatchObject({ data: [{ subject: 'john1234', type: 'professional' }], links: {} });
  });

  it('are given and taken with a result each', async () => {
    const { call } = tenant();
    const add = Array.from({ length: 9 }, (_, i) => ({ subject: `s${i}`, type: 'professional' }));
    const added = await call('POST', 'licenses/assignments/actions/add', { add });
    expect(added.status).toBe(207);
    expect(added.body.data.filter(({ status }: { status: number }) => status === 201)).toHaveLength(8);
    expect(added.body.data[8]).toMatchObject({ status: 403, code: 'LICENSES-011', subject: 's8' });
    const taken = await call('POST', 'licenses/assignments/actions/delete', {
      delete: [
        { subject: 's0', type: 'professional' },
        { subject: 's0', type: 'analyzer' },
      ],
    });
    expect(taken.body.data).toEqual([
      { status: 200, subject: 's0', type: 'professional' },
      { status: 404, subject: 's0', type: 'analyzer', code: 'LICENSES-016', title: 'Assignment not found' },
    ]);
    const orphans = await call('GET', 'licenses/assignments?orphans=true');
    expect(orphans.body.data).toHaveLength(7);
  });
});

describe('deleting a user', () => {
  it('revokes the keys that act as the user and frees the licence', async () => {
    const { call } = tenant();
    expect((await call('DELETE', `users/${JOHN}`)).status).toBe(204);
    expect((await call('GET', `api-keys?sub=${JOHN}&status=active`)).body.data).toEqual([]);
    const { body } = await call('GET', 'licenses/assignments');
    expect(body.data.map(({ subject }: { subject: string }) => subject)).toEqual(['alice1234', 'bob1234']);
  });

  it('does more than disabling one, which leaves keys and licence', async () => {
    const { call } = tenant();
    await call('PATCH', `users/${JOHN}`, [{ op: 'replace', path: '/status', value: 'disabled' }]);
    expect((await call('GET', `api-keys?sub=${JOHN}&status=active`)).body.data).toHaveLength(1);
    expect((await call('GET', 'licenses/assignments')).body.data).toHaveLength(3);
  });
});
