import { beforeEach, describe, expect, it } from 'vitest';
import { createMock, type InProcessMock } from '../index.js';
import { ALICE, BOB, CAROL, JOHN } from './tenant.test.helper.js';

let mock: InProcessMock;
beforeEach(async () => {
  mock = await createMock('qlik', { strict: true });
});

async function call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  const response = await mock.fetch(new URL(path, 'http://qlik.example/api/v1/'), {
    method,
    headers: {
      ...mock.credentials.headers,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.startsWith('application/json');
  return { status: response.status, body: isJson ? JSON.parse(text) : text };
}

const replaceRole = (name: string) => ({ op: 'replace', path: '/assignedRoles', value: [{ name }] });
const RENAME = { op: 'replace', path: '/name', value: 'Robert' };

describe('behind the contract', () => {
  it.each([
    [200, 'GET', 'users?limit=2&totalResults=true&sort=%2Bname'],
    [200, 'GET', 'users?fields=id,name'],
    [200, 'GET', 'users?status=active,disabled&sortBy=name&sortOrder=desc'],
    [400, 'GET', 'users?limit=0'],
    [400, 'GET', 'users?next=x'],
    [201, 'POST', 'users', { subject: 'new', assignedRoles: [{ name: 'Developer' }] }],
    [400, 'POST', 'users', { name: 'No Subject' }],
    [400, 'POST', 'users', { subject: 'new', assignedRoles: [{ name: 'Wizard' }] }],
    [400, 'POST', 'users', '{"subject": '],
    [409, 'POST', 'users', { subject: 'john1234' }],
    [413, 'POST', 'users', { subject: 'x', name: 'n'.repeat(500_000) }],
    [415, 'POST', 'users', '<user/>', { 'content-type': 'application/xml' }],
    [200, 'GET', `users/${JOHN}`],
    [200, 'GET', `users/${CAROL}`],
    [400, 'GET', `users/${JOHN}`, undefined, { 'qlik-api-version': 'v1' }],
    [404, 'GET', 'users/nobody'],
    [204, 'PATCH', `users/${BOB}`, [RENAME, replaceRole('Developer')]],
    [207, 'PATCH', `users/${BOB}`, [RENAME, replaceRole('Wizard')]],
    [400, 'PATCH', `users/${BOB}`, [replaceRole('Wizard')]],
    [404, 'PATCH', 'users/nobody', [RENAME]],
    [204, 'DELETE', `users/${BOB}`],
    [403, 'DELETE', `users/${ALICE}`],
    [404, 'DELETE', 'users/nobody'],
    [200, 'GET', 'users/actions/count'],
    [404, 'GET', 'users/actions/count?tenantId=other'],
    [200, 'POST', 'users/actions/filter', { filter: 'name co "o"' }],
    [200, 'POST', 'users/actions/filter?limit=1'],
    [400, 'POST', 'users/actions/filter', { filter: 'name' }],
    [
      207,
      'POST',
      'users/actions/invite',
      { invitees: [{ email: 'e@corp.example' }, { email: 'bob@corp.example' }] },
    ],
    [400, 'POST', 'users/actions/invite', { invitees: [{ name: 'No Email' }] }],
    [301, 'GET', 'users/me'],
    [200, 'GET', 'users/metadata'],
    [404, 'GET', 'apps'],
    [200, 'GET', 'roles?limit=2&totalResults=true&filter=type%20eq%20%22default%22'],
    [400, 'GET', 'roles?filter=colour%20eq%20%22red%22'],
    [200, 'GET', 'roles/507f191e810c19729de860ea'],
    [404, 'GET', 'roles/nothing'],
    [200, 'GET', 'groups'],
    [200, 'GET', 'groups?systemGroups=true'],
    [400, 'GET', 'groups?systemGroups=true&limit=5'],
    [200, 'GET', 'groups/507f191e810c19729de860ec'],
    [404, 'GET', 'groups/nothing'],
    [200, 'POST', 'groups/actions/filter?sort=-name', { filter: 'name eq "Finance"' }],
    [200, 'POST', 'groups/actions/filter'],
    [400, 'POST', 'groups/actions/filter', { filter: 'name co "Fin"' }],
    [200, 'GET', `api-keys?sub=${JOHN}&status=active&sort=-created`],
    [400, 'GET', 'api-keys?startingAfter=nothing'],
    [200, 'GET', 'api-keys/7f0a3cf1-0e8b-4d43-9a5c-6a2f1f3a9e02'],
    [404, 'GET', 'api-keys/nothing'],
    [204, 'DELETE', 'api-keys/7f0a3cf1-0e8b-4d43-9a5c-6a2f1f3a9e01'],
    [404, 'DELETE', 'api-keys/nothing'],
    [200, 'GET', 'licenses/assignments?limit=1&orphans=false'],
    [207, 'POST', 'licenses/assignments/actions/add', { add: [{ subject: 'x', type: 'analyzer' }] }],
    [207, 'POST', 'licenses/assignments/actions/delete', { delete: [{ subject: 'x', type: 'analyzer' }] }],
    [400, 'POST', 'licenses/assignments/actions/delete', { delete: [{ subject: 'x' }] }],
    [405, 'PUT', 'users'],
    [401, 'POST', 'users', { name: 'No Subject' }, { Authorization: 'Bearer wrong' }],
  ])('a %i keeps to the spec: %s %s', async (expected, method, path, body?: unknown, headers?: object) => {
    const answer = await call(method, path, body, { ...headers });
    expect(mock.violations).toEqual([]);
    expect(answer.status).toBe(expected);
    if (expected >= 400) expect(answer.body.errors[0].title).toEqual(expect.any(String));
  });

  it('a 429 keeps to the spec', async () => {
    mock = await createMock('qlik', { strict: true, vendorOptions: { rateLimits: 0.0001 } });
    expect((await call('GET', 'users')).status).toBe(200);
    expect((await call('GET', 'users')).status).toBe(429);
    expect(mock.violations).toEqual([]);
  });
});
