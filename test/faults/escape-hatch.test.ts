import { describe, expect, it } from 'vitest';
import { failure } from '../support/cells.js';
import { adding, type Client, credentialsSent, hatches } from '../support/escape-hatches.js';
import { expectNoSecret } from '../support/expect-no-secret.js';
import { rawServer } from '../support/raw-server.js';
import { answer, json } from '../support/scripts.js';
import { vendors } from '../support/vendors/index.js';

describe.each(vendors)(
  'the client of a $name facade',
  ({ credential, generated: { createClient }, open }) => {
    const generated = createClient() as Client;
    const { client } = open('http://127.0.0.1:9', {});
    const methods = (value: object) => Object.getOwnPropertyNames(Object.getPrototypeOf(value)).sort();

    it('has the members that the generated client has', () => {
      expect(Object.keys(client).sort()).toEqual(Object.keys(generated).sort());
      expect(Object.keys(client.sse).sort()).toEqual(Object.keys(generated.sse).sort());
      expect(Object.keys(client.interceptors).sort()).toEqual(Object.keys(generated.interceptors).sort());
      for (const kind of ['request', 'response', 'error'] as const) {
        expect(methods(client.interceptors[kind])).toEqual(methods(generated.interceptors[kind]));
        expect(Object.keys(client.interceptors[kind])).toEqual(Object.keys(generated.interceptors[kind]));
      }
    });

    it('tells where it calls, and no credential', () => {
      const config = client.getConfig();
      expect(config.baseUrl).toBe('http://127.0.0.1:9');
      expectNoSecret(Object.assign(new Error('holder'), { config, client }), credential.hidden);
    });

    it('refuses to be set up otherwise, or to listen to events', async () => {
      expect(() => client.setConfig({ baseUrl: 'http://127.0.0.1:8' })).toThrow(
        expect.objectContaining({ name: 'InvalidInputError' }),
      );
      for (const listen of Object.values(client.sse)) {
        expect((await failure(listen({ url: '/events' }))).name).toBe('InvalidInputError');
      }
    });

    it('writes an address as it would call it', () => {
      const url = '/users/{id}';
      expect(client.buildUrl({ url, path: { id: 'a/b ?#日' }, query: { q: 'x&y', none: undefined } })).toBe(
        'http://127.0.0.1:9/users/a%2Fb%20%3F%23%E6%97%A5?q=x%26y',
      );
      for (const id of ['..', '.', '%2e%2e', '', undefined]) {
        expect(() => client.buildUrl({ url, path: { id } })).toThrow(
          expect.objectContaining({ name: 'InvalidInputError' }),
        );
      }
    });

    it('keeps interceptors under the numbers and functions that they were given for', () => {
      for (const { request } of [
        generated.interceptors,
        open('http://127.0.0.1:9', {}).client.interceptors,
      ]) {
        const [one, two, three] = [adding('x', '1'), adding('x', '2'), adding('x', '3')];
        expect([request.use(one), request.use(two)]).toEqual([0, 1]);
        expect([request.exists(0), request.exists(two), request.exists(three), request.exists(7)]).toEqual([
          true,
          true,
          false,
          false,
        ]);
        expect([request.update(0, three), request.update(one, two), request.update(7, two)]).toEqual([
          0,
          false,
          false,
        ]);
        expect([request.getInterceptorIndex(three), request.getInterceptorIndex(one)]).toEqual([0, -1]);
        request.eject(three);
        expect(request.fns).toEqual([null, two]);
        request.clear();
        expect([request.fns, request.exists(1)]).toEqual([[], false]);
      }
    });
  },
);

describe.each(hatches)('$title: a generated function by the client', ({ vendor, at, open }) => {
  it('gives data, request and response, with and without throwOnError', async () => {
    const { server, read } = await open(vendor.wire.ok.get);
    for (const throwOnError of [true, false]) {
      const { data, error, request, response } = await read({ throwOnError });
      expect(data).toEqual(vendor.wire.media === 'xml' ? vendor.wire.text : vendor.wire.user);
      expect(error).toBeUndefined();
      expect(request?.url).toBe(`${server.origin}${vendor.wire.usersPath}/${vendor.wire.id}`);
      expect([response instanceof Response, response?.status, response?.ok]).toEqual([true, 200, true]);
    }
    expect(credentialsSent(server, vendor)).toBe(2);
  });

  it('shows request interceptors no credential, and sends what they add', async () => {
    const { server, client, read } = await open(vendor.wire.ok.get);
    const seen: unknown[] = [];
    client.interceptors.request.use((request, options) => {
      seen.push([...request.headers], options);
      expect(request.headers.has(vendor.credential.header)).toBe(false);
      return request;
    });
    client.interceptors.request.use(adding('x-trace', 'abc'));
    client.interceptors.response.use((response, request) => {
      seen.push([...request.headers], [...response.headers]);
      return response;
    });
    const result = await read();
    expect(server.requests).toHaveLength(1);
    expect(server.requests[0]?.headers).toMatchObject({ 'x-trace': 'abc' });
    expect(credentialsSent(server, vendor)).toBe(1);
    expect(seen).toHaveLength(4);
    expectNoSecret(Object.assign(new Error('holder'), { seen, result }), vendor.credential.hidden);
  });

  it('runs the interceptors that are there when a call is made, also after the first one', async () => {
    const { server, client, read } = await open(vendor.wire.ok.get);
    const { request } = client.interceptors;
    const traces = () => server.requests.map(({ headers }) => headers['x-trace']);
    const first = adding('x-trace', 'first');
    const before = request.use(first);
    await read();
    request.update(before, adding('x-trace', 'second'));
    await read();
    request.eject(before);
    await read();
    request.use(first);
    await read();
    request.eject(first);
    await read();
    request.use(first);
    request.clear();
    await read();
    request.use(first);
    await read();
    request.fns = [adding('x-trace', 'of a list put in place')];
    await read();
    expect(traces()).toEqual([
      'first',
      'second',
      undefined,
      'first',
      undefined,
      undefined,
      'first',
      'of a list put in place',
    ]);
  });

  it('hands on what response interceptors make of an answer', async () => {
    const { client, read } = await open(vendor.wire.ok.get);
    const other = vendor.wire.media === 'xml' ? '<other/>' : '{"other":true}';
    const id = client.interceptors.response.use(
      (response) => new Response(other, { status: 203, headers: response.headers }),
    );
    const changed = await read();
    expect(changed.data).toEqual(vendor.wire.media === 'xml' ? other : { other: true });
    expect(changed.response?.status).toBe(203);
    client.interceptors.response.eject(id);
    expect((await read()).response?.status).toBe(200);
    client.interceptors.response.fns = [() => new Response(null, { status: 204 })];
    expect((await read()).response?.status).toBe(204);
  });

  it('tells error interceptors the typed error, and takes what they make of it', async () => {
    const { client, read } = await open(answer(403, 'no'));
    const seen: [error: unknown, url: string | undefined][] = [];
    client.interceptors.response.use(() => expect.unreachable('a refusal is an error, and no answer'));
    const id = client.interceptors.error.use((error, _response, request) => {
      seen.push([error, request?.url]);
      return new Error('not today', { cause: error });
    });
    const { error } = await read();
    expect(seen).toHaveLength(1);
    expect(seen[0]?.[0]).toMatchObject({ name: 'HttpError', status: 403 });
    expect(seen[0]?.[1]).toContain(vendor.wire.usersPath);
    expect(error).toMatchObject({ message: 'not today', cause: { status: 403 } });
    expect((await failure(read({ throwOnError: true }))).message).toBe('not today');
    client.interceptors.error.eject(id);
    expect((await read()).error).toMatchObject({ name: 'HttpError' });
  });

  it('shows interceptors none of the calls of the facade itself, and middleware both', async () => {
    const steps: string[] = [];
    const { client, get, read } = await open(vendor.wire.ok.get, {
      middleware: [
        (request, next) => {
          steps.push('middleware');
          return next(request);
        },
      ],
    });
    client.interceptors.request.use((request) => {
      steps.push('request');
      return request;
    });
    client.interceptors.response.use((response) => {
      steps.push('response');
      return response;
    });
    expect(await get()).toEqual(vendor.wire.user);
    expect(steps).toEqual(['middleware']);
    await read();
    expect(steps).toEqual(['middleware', 'request', 'middleware', 'response']);
    await get();
    expect(steps).toEqual(['middleware', 'request', 'middleware', 'response', 'middleware']);
  });

  it('resolves to a typed error without throwOnError, and rejects with it', async () => {
    const { server, read } = await open(json(404, { message: 'no such user' }));
    const result = await read();
    expect(result.error).toMatchObject({ name: 'HttpError', status: 404, attempts: 1, outcome: 'refused' });
    expect(result).toHaveProperty('request');
    expect(result.data).toBeUndefined();
    expect(result.request?.headers.has(vendor.credential.header)).toBe(false);
    expectNoSecret(Object.assign(new Error('holder'), { result }), vendor.credential.hidden);
    const thrown = await failure(read({ throwOnError: true }));
    expect(thrown).toMatchObject({ name: 'HttpError', status: 404 });
    expectNoSecret(thrown, vendor.credential.hidden);
    expect(credentialsSent(server, vendor)).toBe(2);
  });

  it('resolves to a network error that says whether anything was sent', async () => {
    const server = await rawServer([]);
    await server.close();
    const { error, request } = await at(server.origin, { retry: false }).read();
    expect(error).toMatchObject({ name: 'NetworkError', outcome: 'not-sent', attempts: 1 });
    expect(request?.headers.has(vendor.credential.header)).toBe(false);
  });
});
