import { createQlik } from '@rollcall/facade/qlik';
import { describe, expect, it } from 'vitest';
import { all, cells, failure, transportOf } from '../support/cells.js';
import { fakeClock } from '../support/clock.js';
import { expectNoSecret } from '../support/expect-no-secret.js';
import { rawServer } from '../support/raw-server.js';
import { answer, json, redirect } from '../support/scripts.js';

const STATUSES = [301, 302, 303, 307, 308];
const LOGIN_PAGE = answer(200, '<html><form>Sign in</form></html>', { 'Content-Type': 'text/html' });

describe.each(cells)('$title', ({ vendor, open }) => {
  it.each(STATUSES)(
    'fault 7: follows a %i to another origin with no verb; the other server sees no byte',
    async (status) => {
      const other = await rawServer(vendor.wire.ok.get);
      const server = await rawServer(redirect(status, `${other.origin}/elsewhere`));
      const client = open(server.origin, { clock: fakeClock() });
      const calls = [
        () => client.get(vendor.wire.id),
        () => all(client.list()),
        () => client.create(),
        () => client.update(vendor.wire.id),
        () => client.remove(vendor.wire.id),
      ];
      for (const call of calls) {
        const error = await failure(call());
        expect(error).toMatchObject({ name: 'ProtocolError', status, attempts: 1 });
        expectNoSecret(error, vendor.credential.hidden);
      }
      expect(server.requests).toHaveLength(calls.length);
      expect(other.connections).toBe(0);
    },
  );

  it('fault 7: takes https and http of one host for two origins, and a foreign Location for none of ours', async () => {
    const others = ['https://127.0.0.1:1/x', '//other.example/x', 'javascript:1', 'data:,x', 'http://[', ''];
    for (const location of others) {
      const server = await rawServer(redirect(302, location));
      const error = await failure(open(server.origin, { clock: fakeClock() }).get(vendor.wire.id));
      expect(error).toMatchObject({ name: 'ProtocolError', status: 302 });
      expect(server.requests).toHaveLength(1);
    }
  });

  it('fault 7: refuses an address with credentials in it, though it is of the same origin', async () => {
    const server = await rawServer((socket, request) =>
      redirect(302, `http://u:p@${request.headers.host}/x`)(socket, request),
    );
    expect(await failure(open(server.origin).get(vendor.wire.id))).toMatchObject({
      name: 'ProtocolError',
      status: 302,
    });
    expect(server.requests).toHaveLength(1);
  });

  it.each([307, 308])(
    'fault 8: never sends a create again after a %i, not even within the origin',
    async (status) => {
      const server = await rawServer(redirect(status, '/again'));
      const error = await failure(open(server.origin).create());
      expect(error).toMatchObject({ name: 'ProtocolError', status, outcome: 'unknown' });
      expect(server.requests).toHaveLength(1);
      expectNoSecret(error, vendor.credential.hidden);
    },
  );

  it('fault 9: takes a login page behind a redirect of the same origin for no data', async () => {
    const server = await rawServer([redirect(302, '/login'), LOGIN_PAGE]);
    expect(await failure(open(server.origin).get(vendor.wire.id))).toMatchObject({
      name: 'ProtocolError',
      status: 200,
    });
    expect(server.requests.map(({ path }) => path)).toEqual([
      `${vendor.wire.usersPath}/${vendor.wire.id}`,
      '/login',
    ]);
  });

  it('fault 9: gives up on a loop of redirects after five', async () => {
    const server = await rawServer(redirect(302, '/round'));
    expect((await failure(open(server.origin).get(vendor.wire.id))).message).toMatch(/loop/);
    expect(server.requests).toHaveLength(6);
  });
});

describe.each(['fetch', 'node'] as const)('Qlik over %s', (carrier) => {
  const open = (baseUrl: string) =>
    createQlik({
      baseUrl,
      auth: { apiKey: 'tok-3f9a77c1-secret' },
      clock: fakeClock(),
      ...transportOf(carrier),
    });

  it('fault 9: follows /users/me within the origin, credential included', async () => {
    const server = await rawServer([
      redirect(302, '/api/v1/users/u-1', { 'Content-Type': 'text/html' }),
      json(200, { id: 'u-1' }),
    ]);
    expect(await open(server.origin).users.me()).toEqual({ id: 'u-1' });
    expect(server.requests.map(({ path }) => path)).toEqual(['/api/v1/users/me', '/api/v1/users/u-1']);
    expect(server.requests[1]?.headers.authorization).toBe('Bearer tok-3f9a77c1-secret');
  });

  it('fault 9: takes a login page behind /users/me for no user', async () => {
    const server = await rawServer([redirect(302, '/login'), LOGIN_PAGE]);
    const error = await failure(open(server.origin).users.me());
    expect(error).toMatchObject({ name: 'ProtocolError', status: 200 });
    expect(error.message).toMatch(/login page/);
  });

  it('fault 10: sends no credential where a next link of another origin points', async () => {
    const other = await rawServer(json(200, { data: [] }));
    const links = { next: { href: `${other.origin}/api/v1/users?next=abc` } };
    const server = await rawServer(json(200, { data: [{ id: 'u-1' }], links }));
    const error = await failure(all(open(server.origin).users.list()));
    expect(error.name).toBe('ProtocolError');
    expectNoSecret(error, ['tok-3f9a77c1-secret']);
    expect([server.requests.length, other.connections]).toEqual([1, 0]);
  });

  it.each(['http://[', '/api/v1/users', 7, {}, '/api/v1/users?next='])(
    'fault 10: refuses the next link %j',
    async (href) => {
      const server = await rawServer(json(200, { data: [{ id: 'u-1' }], links: { next: { href } } }));
      expect((await failure(all(open(server.origin).users.list()))).name).toBe('ProtocolError');
      expect(server.requests).toHaveLength(1);
    },
  );

  it('fault 10: ends a ring of cursors', async () => {
    const page = (id: string, next: string) =>
      json(200, { data: [{ id }], links: { next: { href: `/api/v1/users?next=${next}` } } });
    const server = await rawServer([page('a', 'B'), page('b', 'C'), page('c', 'B')]);
    expect((await failure(all(open(server.origin).users.list()))).name).toBe('ProtocolError');
    expect(server.requests).toHaveLength(3);
  });
});
