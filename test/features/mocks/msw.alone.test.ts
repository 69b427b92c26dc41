import { createQlik } from '@rollcall/facade/qlik';
import { createMock } from '@rollcall/mock-servers';
import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

// The recipe of the README: the code under test keeps its real base URL and the global fetch, no port is taken.
const ORIGIN = 'https://tenant.eu.qlikcloud.com';
const qlik = await createMock('qlik', { strict: true });
const server = setupServer(
  http.all(`${ORIGIN}/*`, ({ request }) => qlik.fetch(request).catch(() => HttpResponse.error())),
);

describe('a mock behind msw', () => {
  beforeAll(() => server.listen({ onUnhandledFrame: 'error' }));
  beforeEach(() => qlik.reset());
  afterEach(() => expect(qlik.violations).toEqual([]));
  afterAll(() => server.close());

  const users = `${ORIGIN}/api/v1/users`;
  const headers = qlik.credentials.headers;

  it('a request to the vendor’s own address is answered by the sandbox, with links of that address', async () => {
    const answer = await fetch(`${users}?limit=2`, { headers });
    expect(answer.status).toBe(200);
    const page = await answer.json();
    expect(page.data).toHaveLength(2);
    expect(page.links.next.href).toMatch(/^https:\/\/tenant\.eu\.qlikcloud\.com\/api\/v1\/users\?/);
    expect((await (await fetch(page.links.next.href, { headers })).json()).data).toHaveLength(2);
  });

  it('state lasts from one request to the next, and reset brings the start back', async () => {
    const body = JSON.stringify({ subject: 'new' });
    const created = await fetch(users, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body,
    });
    const { id } = await created.json();
    expect((await fetch(`${users}/${id}`, { headers })).status).toBe(200);
    qlik.reset();
    expect((await fetch(`${users}/${id}`, { headers })).status).toBe(404);
  });

  it('redirects are followed within the mock', async () => {
    const me = await fetch(`${users}/me`, { headers });
    expect([me.status, me.redirected, (await me.json()).name]).toEqual([200, true, 'Alice']);
  });

  it('faults reach the code under test, a cut connection as a network error', async () => {
    qlik.faults.add({ status: 503, operationId: 'listUsers' });
    expect((await fetch(users, { headers })).status).toBe(503);
    qlik.faults.add({ resetBefore: true });
    await expect(fetch(users, { headers })).rejects.toThrow(TypeError);
  });

  it('a client of this repository does not notice', async () => {
    const client = createQlik({ baseUrl: ORIGIN, auth: { apiKey: qlik.credentials.token as string } });
    const names: (string | undefined)[] = [];
    for await (const { name } of client.users.list()) names.push(name);
    expect(names).toContain('John Smith');
    expect(names.length).toBeGreaterThan(2);
  });
});
