import { createHash } from 'node:crypto';
import { getEventListeners } from 'node:events';
import type { Socket } from 'node:net';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { type NodeTransportOptions, nodeTransport } from '@rollcall/facade/node';
import { createQRadar } from '@rollcall/facade/qradar';
import { describe, expect, it, onTestFinished } from 'vitest';
import { failure } from '../support/cells.js';
import { rawServer, type Script } from '../support/raw-server.js';
import { answer, breakOff, bytesOf, chunked, json, stall } from '../support/scripts.js';

const MIB = 2 ** 20;

function open(options: NodeTransportOptions = {}) {
  const transport = nodeTransport(options);
  onTestFinished(() => transport.close());
  return transport;
}

/** A script that keeps the socket, so that a test says what comes next. */
function keeping(first: Buffer): { script: Script; socket: () => Socket } {
  let kept: Socket | undefined;
  return {
    script(socket) {
      kept = socket;
      socket.write(first);
    },
    socket: () => kept as Socket,
  };
}

/** Resolves when `count` has stood still for a good many turns of the event loop. */
async function still(count: () => number): Promise<void> {
  let last = -1;
  for (let quiet = 0; quiet < 500; quiet += 1) {
    const now = count();
    if (now !== last) quiet = 0;
    last = now;
    await new Promise(setImmediate);
  }
}

describe('the Node transport, called as any fetch', () => {
  it('gives a Response for an address alone', async () => {
    const server = await rawServer(json(200, { id: 7 }, { 'X-Name': 'caf\u00e9', 'X-Two': 'a' }));
    const response = await open()(`${server.origin}/users?a=b%20c`);
    expect(response).toBeInstanceOf(Response);
    expect([response.status, response.ok, response.redirected]).toEqual([200, true, false]);
    expect(response.headers).toBeInstanceOf(Headers);
    expect(response.headers.get('CONTENT-TYPE')).toBe('application/json');
    expect(response.headers.get('x-name')).toBe('caf\u00e9');
    expect(await response.json()).toEqual({ id: 7 });
    expect(server.requests[0]).toMatchObject({ method: 'GET', path: '/users?a=b%20c', body: '' });
    expect(server.requests[0]?.headers['content-length']).toBeUndefined();
  });

  it.each([
    ['a text', 'jäne 日本'],
    ['bytes', new TextEncoder().encode('jäne 日本')],
  ])('sends method, headers and %s to a URL', async (_, body) => {
    const server = await rawServer(json(201, {}));
    const headers = { 'x-own': 'abc', 'content-type': 'text/plain' };
    const response = await open()(new URL(`${server.origin}/users`), { method: 'POST', headers, body });
    expect(response.status).toBe(201);
    expect(server.requests[0]).toMatchObject({ method: 'POST', path: '/users', body: 'jäne 日本' });
    expect(server.requests[0]?.headers).toMatchObject({ ...headers, 'content-length': '12' });
  });

  it('keeps several headers of one name apart', async () => {
    const head = 'HTTP/1.1 200 OK\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\nX-Many: 1\r\nX-Many: 2\r\n';
    const server = await rawServer(stall(Buffer.from(`${head}Content-Length: 0\r\n\r\n`)));
    const { headers } = await open()(server.origin);
    expect(headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(headers.get('x-many')).toBe('1, 2');
  });

  it.each([
    ['gzip', gzipSync('{"id":7}')],
    ['gzip, br', brotliCompressSync(gzipSync('{"id":7}'))],
  ])('asks for compression, and undoes %s', async (encoding, body) => {
    const server = await rawServer(answer(200, body, { 'Content-Encoding': encoding }));
    const response = await open()(server.origin);
    expect(await response.json()).toEqual({ id: 7 });
    expect(server.requests[0]?.headers['accept-encoding']).toBe('gzip, deflate, br');
  });

  it('rejects while reading when the compressed body is cut', async () => {
    const body = gzipSync('{"id":7}').subarray(0, -6);
    const server = await rawServer(answer(200, body, { 'Content-Encoding': 'gzip' }));
    const response = await open()(server.origin);
    await expect(response.text()).rejects.toThrow(/unexpected end/);
  });

  it.each([204, 205, 304])('gives a %i no body, and goes on with its connection', async (status) => {
    const server = await rawServer(answer(status));
    const transport = open({ connections: 1 });
    for (let call = 0; call < 3; call += 1) {
      const response = await transport(server.origin);
      expect([response.status, response.body, await response.text()]).toEqual([status, null, '']);
    }
    expect(server.connections).toBe(1);
  });

  it('gives the answer to a HEAD no body, whatever its length says', async () => {
    const server = await rawServer(answer(200, '', { 'Content-Length': 50, 'Content-Encoding': 'gzip' }));
    const transport = open({ connections: 1 });
    for (let call = 0; call < 3; call += 1) {
      const response = await transport(server.origin, { method: 'HEAD' });
      expect([response.status, response.body, await response.text()]).toEqual([200, null, '']);
      expect(response.headers.get('content-length')).toBe('50');
    }
    expect(server.requests.map(({ method }) => method)).toEqual(['HEAD', 'HEAD', 'HEAD']);
  });

  it('follows no redirect', async () => {
    const server = await rawServer(answer(302, '', { Location: '/elsewhere' }));
    const response = await open()(server.origin);
    expect([response.status, response.headers.get('location')]).toEqual([302, '/elsewhere']);
    expect(server.requests).toHaveLength(1);
  });

  it('gives a body as it comes', async () => {
    const { script, socket } = keeping(bytesOf(200, '6\r\nfirst \r\n', { 'Transfer-Encoding': 'chunked' }));
    const server = await rawServer(script);
    const { body } = await open()(server.origin);
    const reader = (body as ReadableStream<Uint8Array>).getReader();
    const next = async () => {
      const { value, done } = await reader.read();
      return done ? undefined : new TextDecoder().decode(value);
    };
    expect(await next()).toBe('first ');
    socket().write('6\r\nsecond\r\n');
    expect(await next()).toBe('second');
    socket().write('0\r\n\r\n');
    expect(await next()).toBeUndefined();
  });

  it('lets go of the connection when the body is cancelled, compressed or not', async () => {
    for (const [part, headers] of [
      ['first', {}],
      [gzipSync('first'), { 'Content-Encoding': 'gzip' }],
    ] as const) {
      const server = await rawServer([
        stall(bytesOf(200, part, { ...headers, 'Content-Length': 9000 })),
        json(200, 'after'),
      ]);
      const transport = open();
      const { body } = await transport(server.origin);
      await body?.cancel();
      await server.idle();
      expect(await (await transport(server.origin)).json()).toBe('after');
    }
  });

  it('rejects while reading when the connection breaks', async () => {
    const server = await rawServer(breakOff(bytesOf(200, 'half', { 'Content-Length': 8 })));
    const response = await open()(server.origin);
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow();
  });

  it('ends with the reason of its signal, before, in flight and in the body', async () => {
    const reason = new Error('the user left');
    const { script, socket } = keeping(Buffer.alloc(0));
    let arrived = () => {};
    const server = await rawServer((...parameters) => {
      void script(...parameters);
      arrived();
    });
    const transport = open();
    expect(await failure(transport(server.origin, { signal: AbortSignal.abort(reason) }))).toBe(reason);
    expect(server.connections).toBe(0);

    for (const head of [undefined, bytesOf(200, 'half', { 'Content-Length': 8 })]) {
      const controller = new AbortController();
      const { signal } = controller;
      const underWay = new Promise<void>((resolve) => {
        arrived = resolve;
      });
      const answered = transport(server.origin, { signal });
      answered.catch(() => {});
      await underWay;
      if (head) socket().write(head);
      const read = head ? (await answered).text() : answered;
      controller.abort(reason);
      expect(await failure(read as Promise<unknown>)).toBe(reason);
      expect(getEventListeners(signal, 'abort')).toEqual([]);
    }
    await server.idle();
  });

  it('leaves no listener on a signal when all is read', async () => {
    const server = await rawServer(json(200, 'x'));
    const { signal } = new AbortController();
    const response = await open()(server.origin, { signal });
    await response.text();
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it('rejects when there is no server, or no address', async () => {
    const server = await rawServer([]);
    await server.close();
    const transport = open();
    expect(await failure(transport(server.origin))).toMatchObject({ code: 'ECONNREFUSED' });
    expect((await failure(transport('/users'))).name).toBe('TypeError');
  });
});

describe('a body that is larger than what may wait', () => {
  const PART = Buffer.from(Array.from({ length: 64 * 1024 }, (_, at) => (at * 7) % 251));
  /** More than any kernel keeps for a connection. */
  const PARTS = 1024;
  const SHA = createHash('sha256');
  for (let part = 0; part < PARTS; part += 1) SHA.update(PART);
  const expected = SHA.digest('hex');

  it('makes the server wait for a slow reader, who gets every byte', { timeout: 60_000 }, async () => {
    let written = 0;
    function* parts() {
      for (; written < PARTS; written += 1) yield PART;
    }
    const server = await rawServer(chunked(200, parts()));
    const { body } = await open()(server.origin);
    const reader = (body as ReadableStream<Uint8Array>).getReader();
    const hash = createHash('sha256');
    let size = 0;
    const read = async () => {
      const { value } = await reader.read();
      if (value) hash.update(value);
      size += value?.byteLength ?? 0;
      return value !== undefined;
    };
    await read();
    await still(() => written);
    expect(written).toBeLessThan(PARTS);
    // A pause each time that the reader has caught up, then at the reader's own speed.
    for (let pauses = 0; pauses < 3; pauses += 1) {
      const until = size + 2 * MIB;
      while (size < until) await read();
      await still(() => written);
      expect(written).toBeLessThan(PARTS);
    }
    while (await read());
    expect([size, hash.digest('hex')]).toEqual([PARTS * PART.length, expected]);
    expect(written).toBe(PARTS);
  });

  it('comes whole through a decoder too', async () => {
    const text = JSON.stringify(Array.from({ length: 400_000 }, (_, id) => ({ id })));
    expect(text.length).toBeGreaterThan(4 * MIB);
    const server = await rawServer(chunked(200, [gzipSync(text)], { 'Content-Encoding': 'gzip' }));
    const response = await open()(server.origin);
    await new Promise(setImmediate);
    expect(await response.text()).toBe(text);
  });

  it('comes whole to a client', async () => {
    const users = Array.from({ length: 50_000 }, (_, id) => ({ id, username: `user number ${id}` }));
    const text = JSON.stringify(users);
    expect(text.length).toBeGreaterThan(2 * MIB);
    const range = `items 0-${users.length - 1}/${users.length}`;
    const server = await rawServer(
      chunked(200, [text], { 'Content-Type': 'application/json', 'Content-Range': range }),
    );
    const qradar = createQRadar({ baseUrl: server.origin, auth: { secToken: 'tok-1' }, fetch: open() });
    expect(await qradar.users.list().toArray({ pageSize: users.length })).toEqual(users);
  });
});
