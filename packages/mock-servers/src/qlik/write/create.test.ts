import { describe, expect, it } from 'vitest';
import { tenant } from '../tenant.test.helper.js';

/** The document's own request. */
const DOCUMENTED = {
  name: 'John Smith',
  email: 'john.smith@corp.example',
  status: 'invited',
  picture: 'https://corp.example/docs/jsmith.png',
  subject: '1234asdasa6789',
  tenantId: 'q3VRZ4YMixRaLKEPhkZWM-XMIDN7cO8f',
  assignedRoles: [{ name: 'Developer' }],
};

describe('creating a user', () => {
  it('answers the document’s request with 201 and every documented field', async () => {
    const { call, pass } = tenant();
    const { status, body } = await call('POST', 'users', DOCUMENTED);
    expect(status).toBe(201);
    expect(body).toEqual({
      ...DOCUMENTED,
      id: expect.stringMatching(/^[0-9a-f]{24}$/),
      links: { self: { href: `http://localhost/api/v1/users/${body.id}` } },
      roles: ['Developer'],
      locale: 'en',
      created: '2026-01-01T00:00:00.000Z',
      zoneinfo: 'UTC',
      createdAt: '2026-01-01T00:00:00.000Z',
      lastUpdated: '2026-01-01T00:00:00.000Z',
      lastUpdatedAt: '2026-01-01T00:00:00.000Z',
      inviteExpiry: 604800,
      assignedRoles: [{ id: '507f191e810c19729de860ea', name: 'Developer', type: 'default', level: 'user' }],
      assignedGroups: [],
      assignedScopes: [],
      preferredLocale: 'en',
      preferredZoneinfo: 'UTC',
    });
    pass(60_000);
    expect((await call('GET', `users/${body.id}`)).body).toEqual({ ...body, inviteExpiry: 604740 });
  });

  it('gives the invitation’s end as a Unix timestamp when told to be the present API', async () => {
    const { call } = tenant({ inviteExpiry: 'timestamp' });
    const { body } = await call('POST', 'users', { subject: 'new' });
    expect(body.inviteExpiry).toBe(Date.parse('2026-01-08T00:00:00Z') / 1000);
  });

  it('needs a subject and nothing else', async () => {
    const { call } = tenant();
    const { status, body } = await call('POST', 'users', { subject: 'only' });
    expect(status).toBe(201);
    expect(body).toMatchObject({ status: 'invited', name: 'only', email: '' });
    const { body: refused } = await call('POST', 'users', { name: 'No Subject' });
    expect(refused.errors).toEqual([
      {
        code: 'HTTP-400',
        title: 'Bad request',
        detail: 'subject is required.',
        status: 400,
        source: { pointer: '/subject' },
      },
    ]);
  });

  it('takes roles by id, by name and by the deprecated roles', async () => {
    const { call } = tenant();
    const { body } = await call('POST', 'users', {
      subject: 'roles',
      assignedRoles: [{ id: '507f191e810c19729de860ea' }, { name: 'Report Author' }],
      roles: ['DataAdmin', 'Developer'],
    });
    const given = body.assignedRoles.map(({ name }: { name: string }) => name);
    expect(given).toEqual(['Developer', 'Report Author', 'DataAdmin']);
    expect(body.roles).toEqual(['Developer', 'DataAdmin']);
  });

  it.each([
    ['an unknown role name', { subject: 'x', assignedRoles: [{ name: 'Wizard' }] }, '/assignedRoles/0'],
    ['an unknown role id', { subject: 'x', assignedRoles: [{ id: '1' }] }, '/assignedRoles/0'],
    ['an unknown system role', { subject: 'x', roles: ['Report Author'] }, '/roles/0'],
    ['roles of another shape', { subject: 'x', assignedRoles: ['Developer'] }, '/assignedRoles'],
    ['an invitation without an email', { subject: 'x', status: 'invited' }, '/email'],
    ['an email that is none', { subject: 'x', email: 'x' }, '/email'],
    ['another status', { subject: 'x', status: 'active' }, '/status'],
    ['a name that is no string', { subject: 'x', name: 7 }, '/name'],
    ['a body that is no object', [], ''],
  ])('refuses %s with a 400 that points at it', async (_, body, pointer) => {
    const { call } = tenant();
    const answer = await call('POST', 'users', body);
    expect(answer.status).toBe(400);
    expect(answer.body.errors[0].source).toEqual({ pointer });
    expect((await call('GET', 'users/actions/count')).body).toEqual({ total: 5 });
  });

  it('is a 409 when the subject or, in whatever case, the email is taken', async () => {
    const { call } = tenant();
    expect((await call('POST', 'users', { subject: 'bob1234' })).status).toBe(409);
    const email = await call('POST', 'users', { subject: 'new', email: 'Bob@Corp.example' });
    expect(email.status).toBe(409);
    expect(email.body.errors[0]).toMatchObject({ code: 'HTTP-409', status: 409 });
  });

  it('frees subject and email when the user is deleted', async () => {
    const { call } = tenant();
    const { body } = await call('POST', 'users', DOCUMENTED);
    expect((await call('POST', 'users', DOCUMENTED)).status).toBe(409);
    await call('DELETE', `users/${body.id}`);
    expect((await call('POST', 'users', DOCUMENTED)).status).toBe(201);
  });

  it('is a 413 over 500 kB, and not at 500 kB', async () => {
    const { call } = tenant();
    const sized = (bytes: number, subject: string) => {
      const shell = JSON.stringify({ subject, name: '' });
      return JSON.stringify({ subject, name: 'n'.repeat(bytes - shell.length) });
    };
    expect((await call('POST', 'users', sized(500_000, 'fits'))).status).toBe(201);
    const { status, body } = await call('POST', 'users', sized(500_001, 'burst'));
    expect(status).toBe(413);
    expect(body.errors[0].code).toBe('HTTP-413');
  });

  it('is a 403 for another tenant', async () => {
    expect((await tenant().call('POST', 'users', { subject: 'x', tenantId: 'other' })).status).toBe(403);
  });
});
