import { gzipSync } from 'node:zlib';
import { createQlik } from '@rollcall/facade/qlik';
import { createQRadar } from '@rollcall/facade/qradar';
import { describe, expect, it } from 'vitest';
import { all, cells, failure, transportOf, typeOf } from '../support/cells.js';
import { fakeClock } from '../support/clock.js';
import { expectNoSecret } from '../support/expect-no-secret.js';
import { brokenSuccesses, errorBodies, HTML, noAnswers } from '../support/fault-bodies.js';
import { rawServer, type Script } from '../support/raw-server.js';
import { saqAnswer, saqError } from '../support/saq-answers.js';
import { answer, breakOff, bytesOf, chunked, cut, json, xml } from '../support/scripts.js';

const ERRORS = [401, 404, 429, 500, 502, 503];

describe.each(cells)('$title', ({ vendor, open }) => {
  const client = (origin: string) => open(origin, { clock: fakeClock(), retry: false });

  it.each(noAnswers(vendor))(
    'fault 19: takes a 200 with %s for no answer, and quotes at most 1 kB',
    async (_, script) => {
      const server = await rawServer(script);
      const { get, list } = client(server.origin);
      for (const [method, call] of [
        ['GET', () => get(vendor.wire.id)],
        [vendor.wire.listMethod, () => all(list())],
      ] as const) {
        const error = await failure(call());
        expect(error).toMatchObject({ name: 'ProtocolError', status: 200, method, attempts: 1 });
        expect(String(error.body).length).toBeGreaterThan(0);
        expect(String(error.body).length).toBeLessThanOrEqual(1024);
      }
    },
  );

  it('fault 19: takes a login page for no success of a write, whatever its type', async () => {
    for (const headers of [{ 'Content-Type': 'text/html' }, {}]) {
      const server = await rawServer(answer(200, HTML, headers));
      const { create, remove } = client(server.origin);
      for (const call of [() => create(), () => remove(vendor.wire.id)]) {
        expect(await failure(call())).toMatchObject({
          name: 'ProtocolError',
          status: 200,
          outcome: 'unknown',
        });
      }
    }
  });

  it(`fault 19: accepts valid ${vendor.wire.media} under a missing type, and under a type with parameters`, async () => {
    for (const headers of [
      {},
      { 'Content-Type': `application/${vendor.wire.media};charset=UTF-8` },
      { 'Content-Type': `application/problem+${vendor.wire.media}` },
    ]) {
      const server = await rawServer(answer(200, vendor.wire.text, headers));
      expect(await client(server.origin).get(vendor.wire.id)).toEqual(vendor.wire.user);
    }
  });

  it.each(brokenSuccesses(vendor))(
    'fault 20: takes a success that is %s for a breach of contract',
    async (_, script) => {
      const server = await rawServer(script);
      expect((await failure(client(server.origin).get(vendor.wire.id))).name).toBe('ProtocolError');
      expect((await failure(all(client(server.origin).list()))).name).toBe('ProtocolError');
    },
  );

  it('fault 20: shows no piece of a secret that a broken answer echoes', async () => {
    const echo = vendor.credential.hidden.join(' ');
    const edge = `${' '.repeat(1015)}${vendor.credential.secret}`;
    const half = vendor.credential.secret.slice(0, 9);
    const refusals = [
      answer(500, edge),
      answer(400, echo),
      json(500, { message: echo, code: echo, [echo]: { token: 'x' }, deep: [[[echo]]] }),
      json(500, { traceId: echo, errors: [{ code: echo, title: echo }] }),
      xml(500, saqError(echo, echo, echo)),
      xml(200, saqError(echo, echo, echo)),
    ];
    for (const script of refusals) {
      const server = await rawServer(script);
      // Only what a call sent can be known: the password travels with the create.
      expectNoSecret(await failure(client(server.origin).create()), [...vendor.credential.hidden, half]);
    }
    const credential = vendor.credential.secret;
    const broken = [
      credential,
      `{"a": ${credential}`,
      `{"a": "${credential}`,
      `${' '.repeat(1015)}${credential}`,
      `<ServiceResponse>${credential}`,
      saqAnswer(`<count>${credential}</count>`),
      saqAnswer(`<data><User><id>7</id><id>${credential}</id></User></data>`),
      saqAnswer(`<data><${credential}/></data>`),
      saqAnswer(`<data><${'x'.repeat(31)}${credential}/></data>`),
    ];
    for (const body of broken) {
      const server = await rawServer(answer(200, body, typeOf(vendor)));
      expectNoSecret(await failure(client(server.origin).get(vendor.wire.id)), [credential, half]);
    }
  });

  it('fault 20: shows no secret that comes in bytes that are no HTTP', async () => {
    const garbled = [
      `${vendor.credential.secret} is no HTTP\r\n\r\n`,
      `HTTP/1.1 200 OK\r\n${vendor.credential.secret}\0: x\r\n\r\n`,
      'HTTP/1.1 999 Odd\r\nContent-Length: 2\r\n\r\nxx',
      'HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n',
    ];
    for (const bytes of garbled) {
      const server = await rawServer(cut(Buffer.from(bytes)));
      const error = await failure(client(server.origin).get(vendor.wire.id));
      expect(['NetworkError', 'ProtocolError']).toContain(error.name);
      expectNoSecret(error, vendor.credential.hidden);
    }
  });

  it('fault 21: takes a 204 for done where nothing is to be answered', async () => {
    // QRadar's deletes are tasks, and Qualys confirms each; QRadar's deletion of a service has a test of its own.
    if (vendor.name === 'QRadar' || vendor.name === 'Qualys') return;
    const server = await rawServer(answer(204, '', { 'Content-Type': 'text/html' }));
    expect(await client(server.origin).remove(vendor.wire.id)).toBeUndefined();
  });

  for (const [kind, make] of errorBodies(vendor)) {
    it.each(ERRORS)(`fault 21: tells ${kind} %i by its status`, async (status) => {
      const server = await rawServer(make(status));
      const { get, create } = client(server.origin);
      for (const [path, call] of [
        [vendor.wire.usersPath, () => get(vendor.wire.id)],
        [vendor.wire.createPath, () => create()],
      ] as const) {
        const error = await failure(call());
        expect(error).toMatchObject({ name: 'HttpError', status, attempts: 1 });
        expect(error.message).toContain(path);
        expect(error.message).toContain(String(status));
      }
    });
  }

  const type = typeOf(vendor);
  const cap = 256 * 1024;
  const zeros = Buffer.alloc(64 * 1024, '0');
  function* endless() {
    for (let sent = 0; sent < 64 * 2 ** 20; sent += zeros.length) yield zeros;
  }
  it.each([
    ['declared', breakOff(bytesOf(200, '[', { ...type, 'Content-Length': 2 ** 30 }))],
    ['chunked', chunked(200, endless(), type)],
    [
      'compressed',
      answer(200, gzipSync(Buffer.alloc(64 * 2 ** 20)), { ...type, 'Content-Encoding': 'gzip' }),
    ],
  ])('fault 23: refuses a %s body over the cap before it takes memory', async (kind, script) => {
    const server = await rawServer(script);
    const before = process.memoryUsage().arrayBuffers;
    let most = 0;
    const watch = setInterval(() => {
      most = Math.max(most, process.memoryUsage().arrayBuffers - before);
    }, 1);
    const error = await failure(open(server.origin, { maxBodyBytes: cap, retry: false }).get(vendor.wire.id));
    clearInterval(watch);
    expect(error).toMatchObject({ name: 'ProtocolError', status: 200 });
    expect(error.message).toMatch(/maxBodyBytes/);
    // The server's own buffers are in this process too: a few chunks, far less than the 64 MiB on offer.
    expect(most).toBeLessThan(16 * 2 ** 20);
    if (kind !== 'compressed') await server.idle(); // the bomb itself is small, and was received whole
  });

  it('fault 23: reads a body that is just within the cap', async () => {
    const text = vendor.wire.text.padEnd(1000);
    const server = await rawServer(answer(200, text, type));
    expect(await open(server.origin, { maxBodyBytes: text.length }).get(vendor.wire.id)).toMatchObject(
      vendor.wire.user,
    );
    expect(
      (await failure(open(server.origin, { maxBodyBytes: text.length - 1 }).get(vendor.wire.id))).name,
    ).toBe('ProtocolError');
  });

  it('checks as well what a middleware made of the answer', async () => {
    const server = await rawServer(vendor.wire.ok.get);
    const remake =
      (body: string, status: number) =>
      async (request: Request, next: (request: Request) => Promise<Response>) => {
        await next(
          new Request(request, { headers: { ...Object.fromEntries(request.headers), 'X-Trace': '1' } }),
        );
        return new Response(body, { status, headers: type });
      };
    const through = (body: string, status: number) =>
      open(server.origin, { middleware: [remake(body, status)], retry: false }).get(vendor.wire.id);
    expect(await through(vendor.wire.text, 200)).toEqual(vendor.wire.user);
    expect(await failure(through('{"message":"no"}', 404))).toMatchObject({
      name: 'HttpError',
      status: 404,
      body: { message: 'no' },
    });
    expect(await failure(through('{', 200))).toMatchObject({ name: 'ProtocolError', body: '{' });
    expect(server.requests[0]?.headers).toHaveProperty('x-trace');
    expect(server.requests[0]?.headers).toHaveProperty(vendor.credential.header);
  });
});

describe.each(['fetch', 'node'] as const)('Qlik over %s', (carrier) => {
  const open = (baseUrl: string) =>
    createQlik({ baseUrl, auth: { apiKey: 'tok-3f9a77c1-secret' }, ...transportOf(carrier) });

  it('fault 22: throws what Qlik said when it did a part of a patch only', async () => {
    const errors = [{ code: 'USERS-13', title: 'Invalid', source: { pointer: '/name' } }];
    const server = await rawServer(json(207, { errors, traceId: 't-1' }));
    const error = await failure(open(server.origin).users.update('u-1', { name: 'J', status: 'disabled' }));
    expect(error).toMatchObject({ name: 'PartialFailureError', results: { errors }, traceId: 't-1' });
    expect(server.requests).toHaveLength(1);
  });

  it('fault 22: takes a 204 for a success of a patch, and a 200 for none', async () => {
    const server = await rawServer([answer(204), json(200, {})]);
    await open(server.origin).users.update('u-1', { name: 'J' });
    expect((await failure(open(server.origin).users.update('u-1', { name: 'J' }))).name).toBe(
      'ProtocolError',
    );
  });

  it('fault 22: exposes those invited and those not', async () => {
    const data = [
      { status: 'ok', email: 'a@example.com', userId: 'u-1' },
      { status: 'error', email: 'b@example.com', code: 'USERS-5', title: 'No' },
    ];
    const server = await rawServer(json(207, { data }));
    const result = await open(server.origin).users.invite([
      { email: 'a@example.com' },
      { email: 'b@example.com' },
    ]);
    expect(result.results).toEqual(data);
    expect(result.invited).toEqual([data[0]]);
    expect(result.failed).toEqual([data[1]]);
  });

  it('fault 22: takes a 207 without its items for a breach of contract', async () => {
    const server = await rawServer(json(207, { data: 'x' }));
    expect((await failure(open(server.origin).users.invite([{ email: 'a@example.com' }]))).name).toBe(
      'ProtocolError',
    );
  });
});

it.each(['fetch', 'node'] as const)(
  'fault 21: QRadar over %s takes a 204 for a deleted service, and a plain text too',
  async (carrier) => {
    const server = await rawServer([answer(204), answer(200, 'deleted', { 'Content-Type': 'text/plain' })]);
    const { authorizedServices } = createQRadar({
      baseUrl: server.origin,
      auth: { secToken: 'tok-1' },
      ...transportOf(carrier),
    });
    expect(await authorizedServices.delete(5)).toBeUndefined();
    expect(await authorizedServices.delete(5)).toBeUndefined();
  },
);

it('answers a HEAD of the escape hatch, which has no body', async () => {
  const server = await rawServer(headOnly);
  const { client } = createQRadar({ baseUrl: server.origin, auth: { secToken: 'tok-1' } });
  const { response } = await client.head({ url: '/api/config/access/users' });
  expect(response?.status).toBe(200);
});

const headOnly: Script = answer(200, '', { 'Content-Length': 50, 'Content-Type': 'application/json' });
