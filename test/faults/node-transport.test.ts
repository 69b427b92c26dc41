import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { type NodeTransportOptions, nodeTransport } from '@rollcall/facade/node';
import { createQRadar } from '@rollcall/facade/qradar';
import { describe, expect, it, onTestFinished } from 'vitest';
import { failure } from '../support/cells.js';
import { expectNoSecret } from '../support/expect-no-secret.js';
import { openProxy, refusing, tunnel } from '../support/open-proxy.js';
import { rawServer } from '../support/raw-server.js';
import { answer, json } from '../support/scripts.js';

const USER = { id: 7, username: 'jane' };
const USERS = JSON.stringify([USER]);

function open(baseUrl: string, options: NodeTransportOptions = {}) {
  const transport = nodeTransport(options);
  onTestFinished(() => transport.close());
  return {
    transport,
    ...createQRadar({ baseUrl, auth: { secToken: 'tok-3f9a77c1-secret' }, fetch: transport, retry: false }),
  };
}

describe('the Node transport', () => {
  it.each([
    ['gzip', gzipSync(USERS)],
    ['x-gzip', gzipSync(USERS)],
    ['deflate', deflateSync(USERS)],
    ['br', brotliCompressSync(USERS)],
    ['gzip, br', brotliCompressSync(gzipSync(USERS))],
    ['identity', Buffer.from(USERS)],
  ])('asks for compression also beside Range, and undoes %s', async (encoding, body) => {
    const headers = {
      'Content-Type': 'application/json',
      'Content-Range': 'items 0-0/1',
      'Content-Encoding': encoding,
    };
    const server = await rawServer(answer(206, body, headers));
    expect(await open(server.origin).users.list().toArray()).toEqual([USER]);
    expect(server.requests[0]?.headers).toMatchObject({
      range: 'items=0-49',
      'accept-encoding': 'gzip, deflate, br',
    });
  });

  it.each(['zstd', 'constructor', 'gzip,gzip,gzip,gzip,gzip,gzip'])(
    'refuses an answer in %s, which it did not ask for',
    async (encoding) => {
      const server = await rawServer(answer(200, gzipSync(USERS), { 'Content-Encoding': encoding }));
      expect((await failure(open(server.origin).users.get(7))).name).toBe('NetworkError');
    },
  );

  it('keeps to its number of connections, and uses them again', async () => {
    const server = await rawServer(
      (socket) => void setImmediate(() => json(200, USER)(socket, undefined as never)),
    );
    const { users } = open(server.origin, { connections: 2 });
    await Promise.all(Array.from({ length: 8 }, () => users.get(7)));
    await users.get(7);
    expect(server.requests).toHaveLength(9);
    expect(server.connections).toBe(2);
  });

  it('lets an idle connection go after keepAliveMs', async () => {
    const server = await rawServer(json(200, USER));
    await open(server.origin, { keepAliveMs: 50 }).users.get(7);
    await server.idle(1500);
  });

  it('sends a body with its length', async () => {
    const asked = { username: 'jäne', user_role: { id: 1 }, security_profile: { id: 1 } };
    const server = await rawServer(json(201, { id: 7, ...asked }));
    const input = { ...asked, password: 'pass' };
    await open(server.origin).users.create(input as never);
    expect(server.requests[0]?.headers['content-length']).toBe(
      String(Buffer.byteLength(JSON.stringify(input))),
    );
    expect(JSON.parse(server.requests[0]?.body ?? '')).toEqual(input);
  });

  it('goes through a proxy, with its password in the CONNECT only', async () => {
    const server = await rawServer(json(200, USER));
    const { port, heads } = await openProxy(tunnel);
    expect(await open(server.origin, { proxy: `http://me:pr0xy-pw@127.0.0.1:${port}` }).users.get(7)).toEqual(
      USER,
    );
    expect(heads).toHaveLength(1);
    expect(heads[0]?.toLowerCase()).toContain(
      `proxy-authorization: basic ${Buffer.from('me:pr0xy-pw').toString('base64').toLowerCase()}`,
    );
    expect(heads[0]).not.toContain('tok-3f9a77c1-secret');
    expect(server.requests[0]?.headers['proxy-authorization']).toBeUndefined();
  });

  it.each([407, 502])(
    'says that nothing was sent when the proxy answers %i, without its password',
    async (status) => {
      const server = await rawServer(json(200, USER));
      const { port } = await openProxy(refusing(status));
      const error = await failure(
        open(server.origin, { proxy: `http://me:pr0xy-pw@127.0.0.1:${port}` }).users.delete(7),
      );
      expect(error).toMatchObject({ name: 'NetworkError', outcome: 'not-sent' });
      expectNoSecret(error, [
        'pr0xy-pw',
        Buffer.from('me:pr0xy-pw').toString('base64'),
        'tok-3f9a77c1-secret',
      ]);
      expect(server.connections).toBe(0);
    },
  );

  it('says that nothing was sent when the proxy is not there', async () => {
    const error = await failure(open('http://127.0.0.1:9', { proxy: 'http://127.0.0.1:1' }).users.delete(7));
    expect(error).toMatchObject({ name: 'NetworkError', outcome: 'not-sent' });
  });

  it('refuses options that cannot work, and shows no proxy password', () => {
    for (const options of [
      { connections: 0 },
      { connections: 1.5 },
      { keepAliveMs: 0 },
      { proxy: 'socks5://me:pr0xy-pw@h' },
      { proxy: 'me:pr0xy-pw' },
    ]) {
      let error: unknown;
      try {
        nodeTransport(options);
      } catch (thrown) {
        error = thrown;
      }
      expect(error).toMatchObject({ name: 'InvalidInputError' });
      expectNoSecret(error, ['pr0xy-pw']);
    }
  });

  it('sends the headers that code which is not ours gives as fetch takes them', async () => {
    const server = await rawServer(json(200, USER));
    const { transport } = open(server.origin);
    for (const headers of [new Headers({ 'X-Trace': 'a' }), [['X-Trace', 'a']], { 'X-Trace': 'a' }]) {
      await (await transport(server.origin, { headers: headers as never })).text();
    }
    expect(server.requests.map((each) => each.headers['x-trace'])).toEqual(['a', 'a', 'a']);
  });

  it('closes its connections, and sends nothing afterwards', async () => {
    const server = await rawServer(json(200, USER));
    const { transport, users } = open(server.origin);
    await users.get(7);
    await transport.close();
    await server.idle();
    expect(await failure(users.delete(7))).toMatchObject({ name: 'NetworkError', outcome: 'not-sent' });
    expect(server.requests).toHaveLength(1);
  });
});
