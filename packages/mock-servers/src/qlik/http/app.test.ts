import { describe, expect, it } from 'vitest';
import { ALICE, BOB, JOHN, tenant } from '../tenant.test.helper.js';

describe('credentials', () => {
  it.each(['', 'Bearer wrong', 'Bearer SANDBOX-KEY', 'Basic c2FuZGJveC1rZXk='])(
    'that are "%s" get a 401 before anything else is looked at',
    async (authorization) => {
      const { status, body } = await tenant().call('POST', 'users', '{"broken', { authorization });
      expect(status).toBe(401);
      expect(body.errors[0]).toMatchObject({ code: 'HTTP-401', title: 'Unauthorized', status: 401 });
      expect(body.traceId).toMatch(/^[0-9a-f]{32}$/);
    },
  );

  it('can be checked without reading the body', async () => {
    const { sandbox } = tenant();
    const url = 'http://localhost/api/v1/users';
    const headers = { authorization: 'bearer sandbox-key' };
    expect(sandbox.authenticate?.(new Request(url, { headers }))).toBeUndefined();
    expect(sandbox.authenticate?.(new Request(url))?.status).toBe(401);
  });
});

describe('the version header', () => {
  it('is a year and a month', async () => {
    const { call } = tenant();
    const withVersion = (version: string) => call('GET', 'users', undefined, { 'qlik-api-version': version });
    expect((await withVersion('2025-01')).status).toBe(200);
    expect((await withVersion('2025-13')).status).toBe(400);
    expect((await withVersion('v1')).status).toBe(400);
  });
});

describe('one user', () => {
  it('is answered as the document shows, and is a 404 when unknown', async () => {
    const { call } = tenant();
    const { body } = await call('GET', `users/${JOHN}`);
    expect(body).toMatchObject({
      name: 'John Smith',
      subject: 'john1234',
      status: 'active',
      createdAt: '2018-10-30T07:06:22Z',
      assignedGroups: [{ id: '507f191e810c19729de860eb', name: 'Finance' }],
    });
    expect(body).not.toHaveProperty('clientId');
    const missing = await call('GET', 'users/000000000000000000000000');
    expect(missing.status).toBe(404);
    expect(missing.body.errors).toEqual([{ code: 'USERS-7', title: 'Not found', status: 404 }]);
  });

  it('is deleted once, and is gone then', async () => {
    const { call } = tenant();
    const deleted = await call('DELETE', `users/${BOB}`);
    expect(deleted).toMatchObject({ status: 204, body: undefined });
    expect((await call('GET', `users/${BOB}`)).status).toBe(404);
    expect((await call('DELETE', `users/${BOB}`)).status).toBe(404);
    expect((await call('GET', 'users/actions/count')).body).toEqual({ total: 4 });
  });

  it('cannot delete itself', async () => {
    const { call } = tenant();
    expect((await call('DELETE', `users/${ALICE}`)).status).toBe(403);
    expect((await call('GET', `users/${ALICE}`)).status).toBe(200);
  });
});

describe('the other operations', () => {
  it('me redirects to the caller’s user by an absolute Location, with a page and no JSON', async () => {
    const { call } = tenant();
    const { status, headers, body } = await call('GET', 'users/me');
    expect(status).toBe(301);
    expect(headers.get('content-type')).toMatch(/^text\/html/);
    expect(body).toContain(ALICE);
    expect(headers.get('location')).toBe(`http://localhost/api/v1/users/${ALICE}`);
    expect((await call('GET', headers.get('location') as string)).body.roles).toContain('TenantAdmin');
  });

  it('metadata names the system roles', async () => {
    expect((await tenant().call('GET', 'users/metadata')).body).toEqual({
      valid_roles: [
        'TenantAdmin',
        'Developer',
        'AnalyticsAdmin',
        'DataAdmin',
        'DataSpaceCreator',
        'ManagedSpaceCreator',
        'SharedSpaceCreator',
      ],
    });
  });

  it('count counts this tenant, and knows no other', async () => {
    const { call } = tenant({ users: 37 });
    expect((await call('GET', 'users/actions/count')).body).toEqual({ total: 42 });
    const ours = await call('GET', 'users/actions/count?tenantId=q3VRZ4YMixRaLKEPhkZWM-XMIDN7cO8f');
    expect(ours.body).toEqual({ total: 42 });
    expect((await call('GET', 'users/actions/count?tenantId=other')).status).toBe(404);
  });
});

describe('requests that fit nothing', () => {
  it.each([
    ['GET', 'apps', 404],
    ['POST', 'roles', 405],
    ['DELETE', 'groups/507f191e810c19729de860eb', 405],
    ['PATCH', 'api-keys/x', 405],
    ['GET', 'users/', 404],
    ['GET', '/', 404],
    ['PUT', 'users', 405],
    ['OPTIONS', 'users', 405],
    ['DELETE', 'users/me', 405],
    ['POST', `users/${JOHN}`, 405],
    ['GET', 'users/actions/filter', 405],
    ['DELETE', 'users/actions/count', 405],
    ['POST', 'users/metadata', 405],
  ])('%s %s is a %i in Qlik’s shape', async (method, path, expected) => {
    const { status, headers, body } = await tenant().call(method, path);
    expect(status).toBe(expected);
    expect(headers.get('content-type')).toBe('application/json');
    expect(body.errors[0]).toMatchObject({ code: `HTTP-${expected}`, status: expected });
    expect(headers.has('allow')).toBe(expected === 405);
  });

  it('malformed JSON, an empty body and invalid UTF-8 are 400', async () => {
    const { sandbox, call } = tenant();
    expect((await call('POST', 'users', '{"subject": ')).status).toBe(400);
    expect((await call('POST', 'users', '')).status).toBe(400);
    const latin1 = new Request('http://localhost/api/v1/users', {
      method: 'POST',
      headers: { authorization: 'Bearer sandbox-key', 'content-type': 'application/json' },
      body: new Uint8Array([0x7b, 0xff, 0x7d]),
    });
    expect((await sandbox.fetch(latin1)).status).toBe(400);
  });

  it('another media type is a 415', async () => {
    const { call } = tenant();
    const xml = await call('POST', 'users', '<user/>', { 'content-type': 'application/xml' });
    expect(xml.status).toBe(415);
    const json = await call('PATCH', `users/${JOHN}`, '[]', {
      'content-type': 'Application/JSON; charset=utf-8',
    });
    expect(json.status).toBe(204);
  });
});
