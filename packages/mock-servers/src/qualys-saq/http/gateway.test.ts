import { describe, expect, it } from 'vitest';
import { credentials, filters, platform, serviceRequest } from '../platform.test.helper.js';
import { saqSchema } from '../xml/xsd.js';

const empty = serviceRequest('');
const basic = (pair: string) => ({ ...credentials, authorization: `Basic ${btoa(pair)}` });

describe('the gateway', () => {
  it.each([
    ['none', {}],
    ['a bearer token', { authorization: 'Bearer sandbox' }],
  ])('answers 401 with a page when the credentials are %s', async (_what, headers) => {
    const { call } = platform();
    const answer = await call('search/saq/user', '<not xml', { headers });
    expect(answer.status).toBe(401);
    expect(answer.headers.get('content-type')).toMatch(/^text\/html/);
    expect(answer.headers.get('www-authenticate')).toMatch(/^Basic /);
  });

  it('answers 401 with INVALID_CREDENTIALS when they are wrong, before it looks at anything else', async () => {
    const { call } = platform();
    const answer = await call('nowhere', '<not xml', { headers: basic('sandbox:wrong-word') });
    expect(answer).toMatchObject({ status: 401, code: 'INVALID_CREDENTIALS' });
    expect(answer.text).not.toContain('wrong-word');
  });

  it('answers 403 to an account without API access', async () => {
    const { call } = platform();
    const answer = await call('search/saq/user', empty, { headers: basic('noaccess:noaccess') });
    expect(answer).toMatchObject({
      status: 403,
      code: 'INVALID_REQUEST',
      error: expect.stringMatching(/access/),
    });
  });

  it('takes a request without X-Requested-With, as its own samples are, where that is allowed', async () => {
    const { call } = platform({ requireXRequestedWith: false });
    const { authorization } = credentials;
    const answer = await call('search/saq/user', empty, {
      headers: { authorization, 'content-type': 'text/xml' },
    });
    expect(answer).toMatchObject({ status: 200, code: 'SUCCESS' });
  });

  it('refuses a request without X-Requested-With, so that no link with credentials deletes anybody', async () => {
    const { call } = platform();
    const { authorization } = credentials;
    const answer = await call('search/saq/user', empty, {
      headers: { authorization, 'content-type': 'text/xml' },
    });
    expect(answer).toMatchObject({
      status: 200,
      code: 'INVALID_REQUEST',
      error: expect.stringMatching(/X-Requested-With/),
    });
  });

  it('answers 415 to a body that is not text/xml', async () => {
    const { call } = platform();
    const headers = { ...credentials, 'content-type': 'application/json' };
    expect((await call('search/saq/user', '{}', { headers })).status).toBe(415);
    const charset = { ...credentials, 'content-type': 'text/xml; charset=UTF-8' };
    expect((await call('search/saq/user', empty, { headers: charset })).code).toBe('SUCCESS');
  });

  it('answers application/xml to a client that asks for it', async () => {
    const { call } = platform();
    const headers = { ...credentials, 'content-type': 'text/xml', accept: 'application/xml' };
    const answer = await call('search/saq/user', empty, { headers });
    expect(answer.headers.get('content-type')).toBe('application/xml; charset=utf-8');
    expect((await call('search/saq/user', empty)).headers.get('content-type')).toBe(
      'text/xml; charset=utf-8',
    );
  });

  it.each([
    ['GET', 'nowhere', 404, null],
    ['POST', '/', 404, null],
    ['GET', 'create/saq/user', 405, 'POST'],
    ['DELETE', 'delete/saq/user/401990', 405, 'GET, POST'],
    ['OPTIONS', 'count/saq/user', 405, 'GET, POST'],
  ])('answers %s %s with the page for %i', async (method, path, status, allow) => {
    const { call } = platform();
    const answer = await call(path, undefined, { method });
    expect(answer.status).toBe(status);
    expect(answer.headers.get('allow')).toBe(allow);
    expect(answer.text).toContain(`<title>${status} `);
  });

  it('serves its schema where the answers say that it is', async () => {
    const { call } = platform();
    const answer = await call('/qps/xsd/1.0/saq/user.xsd', undefined, { method: 'GET', headers: {} }).catch(
      String,
    );
    // Not a ServiceResponse, so the helper refuses it: the sandbox must have sent the schema.
    expect(answer).toMatch(/root element is schema/);
    expect(saqSchema().source).toContain('<xs:element name="ServiceResponse"');
  });
});

describe('the rate limit', () => {
  it.each([[undefined, 409] as const, [409, 409] as const, [429, 429] as const])(
    'with status %s answers %i until the window is over',
    async (status, expected) => {
      const { call, pass } = platform({ rateLimit: { limit: 2, perSeconds: 10, ...(status && { status }) } });
      const first = await call('search/saq/user', empty);
      expect(first.headers.get('x-ratelimit-limit')).toBe('2');
      expect(first.headers.get('x-ratelimit-remaining')).toBe('1');
      expect((await call('search/saq/user', empty)).headers.get('x-ratelimit-remaining')).toBe('0');
      pass(3_500);
      const refused = await call('create/saq/user', empty);
      expect(refused).toMatchObject({ status: expected, code: 'INVALID_REQUEST' });
      expect(refused.headers.get('x-ratelimit-towait-sec')).toBe('7');
      expect(refused.headers.get('x-ratelimit-remaining')).toBe('0');
      expect(refused.headers.get('x-concurrency-limit-limit')).toBe('2');
      pass(6_500);
      expect((await call('search/saq/user', empty)).status).toBe(200);
    },
  );

  it('is off unless asked for, and its headers stay the same', async () => {
    const { call } = platform();
    for (let i = 0; i < 3; i += 1) {
      const { headers } = await call('search/saq/user', empty);
      expect(headers.get('x-ratelimit-limit')).toBe('300');
      expect(headers.get('x-ratelimit-remaining')).toBe('299');
      expect(headers.has('x-ratelimit-towait-sec')).toBe(false);
    }
  });

  it('forgets with a reset', async () => {
    const { call, sandbox } = platform({ rateLimit: { limit: 1, perSeconds: 10 } });
    await call('search/saq/user', empty);
    expect((await call('search/saq/user', empty)).status).toBe(409);
    sandbox.reset();
    expect((await call('search/saq/user', empty)).status).toBe(200);
  });

  it.each([
    [{ limit: -1, perSeconds: 1 }, /limit must be/],
    [{ limit: 1 }, /perSeconds must be/],
    [{ limit: 1, perSeconds: 1, status: 503 }, /status must be 409 or 429/],
  ])('refuses the option %o', (rateLimit, message) => {
    expect(() => platform({ rateLimit })).toThrow(message);
  });
});

describe('the state', () => {
  it('goes back to the seed, generated users and tags included', async () => {
    const { call, sandbox } = platform({ users: 2 });
    const start = sandbox.snapshot();
    await call('delete/saq/user', serviceRequest(filters(['id', 'GREATER', '1'])));
    expect(sandbox.snapshot()).toEqual({
      users: [],
      tags: [
        { id: '7508422', name: 'Business Units' },
        { id: '7513412', name: 'Malware Domain Assets' },
      ],
    });
    sandbox.reset();
    expect(sandbox.snapshot()).toEqual(start);
  });

  it('is no other sandbox’s', async () => {
    const [one, other] = [platform(), platform()];
    await one.call('delete/saq/user/401990');
    expect((await other.call('get/saq/user/401990')).code).toBe('SUCCESS');
  });

  it('takes a seed, extends or replaces by it, and gives what it leaves out', async () => {
    const { sandbox, call } = platform();
    const jane = { firstName: 'Jane', lastName: 'Roe', company: 'abc', emailAddress: 'jane@abc.com' };
    sandbox.seed({
      users: [jane, { ...jane, id: 401990, title: 'dev', tags: [{ name: 'Business Units' }] }],
    });
    expect(sandbox.snapshot()).toMatchObject({
      users: [
        { id: '401990', title: 'dev', tags: [{ id: '7508422' }] },
        { id: '404591' },
        { id: '404592' },
        { id: '404593', userName: 'jane', uuid: expect.stringMatching(/^[0-9a-f-]{36}$/) },
      ],
    });
    sandbox.seed({ users: [{ ...jane, lastScanned: 'yesterday', id: '9007199254740993' }], replace: true });
    const { users } = await call('search/saq/user', serviceRequest(''));
    expect(users).toMatchObject([{ id: '9007199254740993', lastScanned: 'yesterday' }]);
  });

  it.each([
    [undefined, /expected \{ "users"/],
    [{ users: [], replace: 1 }, /replace must be/],
    [{ users: [{}] }, /users\[0\]\.firstName must be/],
    [{ users: [{ firstName: 'a\u0000' }] }, /users\[0\]\.firstName must be/],
    [
      { users: [{ firstName: 'a', lastName: 'b', company: 'c', emailAddress: 'd', id: 1.5 }] },
      /\.id must be/,
    ],
    [
      { users: [{ firstName: 'a', lastName: 'b', company: 'c', emailAddress: 'd', tags: [{}] }] },
      /tags\[0\]/,
    ],
  ])('refuses the seed %o and stays as it is', (data, message) => {
    const { sandbox } = platform();
    const before = sandbox.snapshot();
    expect(() => sandbox.seed(data)).toThrow(message);
    expect(sandbox.snapshot()).toEqual(before);
  });
});
