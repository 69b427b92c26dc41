import { describe, expect, it } from 'vitest';
import { systemClock } from '../sandbox/clock.js';
import type { Sandbox } from '../sandbox/sandbox.js';
import { operationsOf } from '../spec/operations.js';
import { createRouter } from '../spec/router.js';
import { vendorTable } from '../vendor/table.js';
import type { Vendor } from '../vendor/vendors.js';
import { createContract } from './contract.js';

const ORIGIN = 'http://tenant.example.com';

/** The vendor's sandbox with one answer to everything, and the requests that reached it. */
async function around(
  vendor: Vendor,
  answer: (request: Request) => Response | Promise<Response>,
  { strict = false, authenticate = () => undefined }: { strict?: boolean } & Partial<Sandbox> = {},
) {
  const reached: Request[] = [];
  const factory = await vendorTable[vendor].load();
  const real = factory({ clock: systemClock, random: Math.random, baseUrl: () => ORIGIN });
  const sandbox: Sandbox = {
    ...real,
    authenticate,
    fetch: (request) => {
      reached.push(request);
      return answer(request);
    },
  };
  const check = createContract({ sandbox, strict });
  const match = createRouter(operationsOf(vendor));
  const send = (path: string, init?: RequestInit) => {
    const request = new Request(ORIGIN + path, init);
    return check(request, match(request.method, new URL(request.url).pathname));
  };
  return { send, reached };
}

const json = (body: unknown, method = 'POST'): RequestInit => ({
  method,
  body: typeof body === 'string' ? body : JSON.stringify(body),
  headers: { 'content-type': 'application/json' },
});
const TED = {
  username: 'ted',
  password: 'secret',
  firstName: 'Ted',
  lastName: 'Baker',
  email: 'tedbaker@example.com',
};

describe('the contract around a sandbox', () => {
  it('a good request reaches the sandbox with its own method, URL, headers and bytes', async () => {
    const { send, reached } = await around('iq', () => new Response(null, { status: 204 }));
    const init = json(` ${JSON.stringify(TED)} `);
    const { response, violations } = await send('/api/v2/users', {
      ...init,
      headers: { ...init.headers, 'x-own': 'kept' },
    });
    expect(response.status).toBe(204);
    expect(response.body).toBeNull();
    expect(violations).toEqual([]);
    const [request] = reached;
    expect(request?.url).toBe(`${ORIGIN}/api/v2/users`);
    expect(request?.headers.get('x-own')).toBe('kept');
    expect(await request?.text()).toBe(` ${JSON.stringify(TED)} `);
  });

  it('a bad body never reaches the sandbox and gets the error of the vendor', async () => {
    const { send, reached } = await around('iq', () => new Response(null, { status: 204 }));
    const { response, violations } = await send('/api/v2/users', json({ username: 'ted' }));
    expect(reached).toEqual([]);
    expect(response.status).toBe(400);
    expect(response.headers.get('content-type')).toBe('text/plain');
    expect(await response.text()).toContain('The field password is required.');
    expect(violations[0]).toMatchObject({ direction: 'request', kind: 'schema', operationId: 'createUser' });
  });

  it('JSON that does not parse is refused at once, with or without a content type', async () => {
    const { send, reached } = await around('qlik', () => new Response());
    // Bytes, unlike a string, bring no content type of their own.
    const body = new TextEncoder().encode('{"a":');
    for (const [headers, status] of [
      [{ 'content-type': 'application/json' }, 400],
      [{}, 415],
    ] as const) {
      const { response, violations } = await send('/api/v1/users', { method: 'POST', body, headers });
      expect(response.status).toBe(status);
      expect(await response.json()).toMatchObject({
        errors: [{ code: expect.any(String) }],
        traceId: expect.any(String),
      });
      expect(violations.map(({ kind }) => kind)).toEqual(['malformed']);
    }
    expect(reached).toEqual([]);
  });

  it('what Prism itself cannot parse is a bad request too', async () => {
    const { send } = await around('iq', () => new Response());
    const badType = await send('/api/v2/users', {
      method: 'POST',
      body: '{}',
      headers: { 'content-type': 'x' },
    });
    expect(badType.response.status).toBe(400);
    const badPath = await send('/api/v2/users/%zz');
    expect(badPath.response.status).toBe(400);
  });

  it('a comma in a path value does not make it a list', async () => {
    const { send, reached } = await around('iq', () => Response.json({ username: 'smith,john' }));
    const { response, violations } = await send('/api/v2/users/smith,john');
    expect([response.status, violations, reached.length]).toEqual([200, [], 1]);
    expect(reached[0]?.url).toBe(`${ORIGIN}/api/v2/users/smith,john`);
  });

  it('wrong credentials are answered before a bad body is', async () => {
    const authenticate = () =>
      new Response('who?', { status: 401, headers: { 'content-type': 'text/plain' } });
    const { send, reached } = await around('iq', () => new Response(), { authenticate, strict: true });
    for (const body of ['{"a":', '{}']) {
      const { response, violations } = await send('/api/v2/users', json(body));
      expect([response.status, await response.text(), violations]).toEqual([401, 'who?', []]);
    }
    expect(reached).toEqual([]);
  });

  it('a response that breaks the document goes out untouched and is listed', async () => {
    const { send } = await around('iq', () => Response.json({ firstName: 'Bob' }));
    const { response, violations } = await send('/api/v2/users/bob?realm=SAML');
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ firstName: 'Bob' });
    expect(violations).toEqual([
      {
        direction: 'response',
        kind: 'schema',
        operationId: 'getUser',
        method: 'GET',
        url: '/api/v2/users/bob?realm=SAML',
        location: 'body',
        message: "Response body must have required property 'username'",
      },
    ]);
  });

  it('strict turns such a response into a 500 that says what broke', async () => {
    const { send } = await around('iq', () => Response.json({ firstName: 'Bob' }), { strict: true });
    const { response, violations } = await send('/api/v2/users/bob');
    expect(response.status).toBe(500);
    expect(await response.json()).toEqual({ message: expect.any(String), violations });
    expect(violations).toHaveLength(1);
  });

  it('an undeclared error status breaks the contract in strict mode only', async () => {
    const teapot = () => new Response(null, { status: 418 });
    const lax = await (await around('qlik', teapot)).send('/api/v1/users/me');
    expect([lax.response.status, lax.violations]).toEqual([418, []]);
    const strict = await (await around('qlik', teapot, { strict: true })).send('/api/v1/users/me');
    expect(strict.response.status).toBe(500);
    expect(strict.violations.map(({ kind }) => kind)).toEqual(['status']);
  });

  it('a success that the document does not name always breaks the contract, whatever default allows', async () => {
    const { send } = await around('iq', () => new Response('done', { status: 202 }));
    const { response, violations } = await send('/api/v2/users/bob', { method: 'DELETE' });
    expect(response.status).toBe(202);
    expect(violations).toContainEqual(expect.objectContaining({ direction: 'response', kind: 'status' }));
  });

  it('a redirect passes with its absolute Location', async () => {
    const location = `${ORIGIN}/api/v1/users/u1`;
    const { send } = await around(
      'qlik',
      () => new Response(null, { status: 301, headers: { location, 'set-cookie': 'a=1' } }),
    );
    const { response } = await send('/api/v1/users/me');
    expect([response.status, response.headers.get('location')]).toEqual([301, location]);
    expect(response.headers.getSetCookie()).toEqual(['a=1']);
  });

  it('XML passes byte for byte in both directions', async () => {
    const bytes = new TextEncoder().encode('<?xml version="1.0"?>\n<ServiceRequest>\r\n</ServiceRequest>');
    const { send, reached } = await around(
      'qualys-saq',
      async (request) =>
        new Response(await request.arrayBuffer(), { headers: { 'content-type': 'text/xml' } }),
    );
    const { response, violations } = await send('/qps/rest/1.0/search/saq/user', {
      method: 'POST',
      body: bytes,
      headers: { 'content-type': 'text/xml', 'x-requested-with': 'test' },
    });
    expect(violations).toEqual([]);
    expect(reached).toHaveLength(1);
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(bytes);
  });

  it('a route outside the document is the sandbox’s own business', async () => {
    const { send } = await around('iq', () => new Response('gone', { status: 404 }), { strict: true });
    const { response, violations } = await send('/api/v1/other', json('{"a":'));
    expect([response.status, await response.text(), violations]).toEqual([404, 'gone', []]);
  });

  it('an exception of the sandbox is not dressed up as a violation', async () => {
    const { send } = await around('iq', () => {
      throw new Error('defect');
    });
    await expect(send('/api/v2/users')).rejects.toThrow('defect');
  });
});
