import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMock, type InProcessMock } from '../index.js';
import { filters, person, read, serviceRequest } from './platform.test.helper.js';

let mock: InProcessMock;
beforeEach(async () => {
  mock = await createMock('qualys-saq', { strict: true });
});
afterEach(() => expect(mock.violations).toEqual([]));

async function call(
  method: string,
  path: string,
  body?: string,
  headers: Record<string, string | undefined> = {},
) {
  const all = {
    ...mock.credentials.headers,
    ...(body !== undefined && { 'content-type': 'text/xml' }),
    ...headers,
  };
  const given = Object.entries(all).filter((pair): pair is [string, string] => pair[1] !== undefined);
  const url = new URL(path, 'https://qualys.example/qps/rest/1.0/');
  return read(await mock.fetch(url, { method, headers: given, ...(body !== undefined && { body }) }));
}

const jane = serviceRequest(`<data>${person('jane@abc.com')}</data>`);
const title = serviceRequest('<data><User><title>dev</title></User></data>');
const byId = serviceRequest(filters(['id', 'EQUALS', '401990']));

describe('behind the contract', () => {
  it.each<[string, string, string | undefined, string]>([
    ['POST', 'create/saq/user', jane, 'SUCCESS'],
    ['POST', 'create/saq/user', title, 'INVALID_REQUEST'],
    ['POST', 'create/saq/user', '<open', 'INVALID_XML'],
    ['POST', 'create/saq/user', undefined, 'INVALID_XML'],
    ['POST', 'search/saq/user', serviceRequest(''), 'SUCCESS'],
    ['POST', 'search/saq/user', serviceRequest('<filters/>'), 'INVALID_REQUEST'],
    ['POST', 'count/saq/user', byId, 'SUCCESS'],
    ['GET', 'count/saq/user', undefined, 'SUCCESS'],
    ['GET', 'get/saq/user/401990', undefined, 'SUCCESS'],
    ['GET', 'get/saq/user/1', undefined, 'INVALID_REQUEST'],
    ['GET', 'get/saq/user/jane', undefined, 'INVALID_REQUEST'],
    ['POST', 'update/saq/user/401990', title, 'SUCCESS'],
    ['POST', 'update/saq/user', title, 'INVALID_REQUEST'],
    ['POST', 'delete/saq/user/401990', undefined, 'SUCCESS'],
    ['POST', 'delete/saq/user', byId, 'SUCCESS'],
    ['POST', 'delete/saq/user', serviceRequest(''), 'INVALID_REQUEST'],
  ])('%s %s with %j is %s', async (method, path, body, code) => {
    expect(await call(method, path, body)).toMatchObject({ status: 200, code });
  });

  it.each([
    [401, { Authorization: undefined }],
    [401, { Authorization: 'Basic eDp5' }],
    [415, { 'content-type': 'application/json' }],
  ])('answers %i to %o', async (status, headers) => {
    expect((await call('POST', 'create/saq/user', jane, headers)).status).toBe(status);
  });

  it('answers in the vendor’s words when X-Requested-With is missing', async () => {
    mock = await createMock('qualys-saq', { strict: true, vendorOptions: { requireXRequestedWith: true } });
    const answer = await call('POST', 'create/saq/user', jane, { 'X-Requested-With': undefined });
    expect(answer).toMatchObject({ status: 200, code: 'INVALID_REQUEST' });
    expect(answer.error).toBe('The header X-Requested-With is missing.');
  });

  it.each([409, 429])('answers the limit with %i as declared', async (status) => {
    const rateLimit = { limit: 0, perSeconds: 5, status };
    mock = await createMock('qualys-saq', { strict: true, vendorOptions: { rateLimit } });
    const answer = await call('GET', 'get/saq/user/401990');
    expect(answer.status).toBe(status);
    expect(answer.headers.get('x-ratelimit-towait-sec')).toBe('5');
  });

  it('names its schema by the client’s own address for it, and serves it there', async () => {
    const { text } = await call('GET', 'get/saq/user/401990');
    const [, location = ''] = /noNamespaceSchemaLocation="([^"]+)"/.exec(text) ?? [];
    expect(location).toBe('https://qualys.example/qps/xsd/1.0/saq/user.xsd');
    const served = await (await mock.fetch(location)).text();
    const file = new URL('../../../../specs/qualys-saq/1.0/saq.xsd', import.meta.url);
    expect(served).toBe(readFileSync(file, 'utf8'));
  });
});
