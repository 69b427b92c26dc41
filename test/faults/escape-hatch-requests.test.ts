import { createQRadar } from '@rollcall/facade/qradar';
import { createQualysSaq } from '@rollcall/facade/qualys-saq';
import { deleteAuthorizedService } from '@rollcall/qradar';
import { getUser } from '@rollcall/qualys-saq';
import { describe, expect, it } from 'vitest';
import { failure } from '../support/cells.js';
import { credentialsSent, hatches } from '../support/escape-hatches.js';
import { expectNoSecret } from '../support/expect-no-secret.js';
import { rawServer } from '../support/raw-server.js';
import { saqError } from '../support/saq-answers.js';
import { answer, json, silence, xml } from '../support/scripts.js';
import { BODY } from '../support/vendors/index.js';
import { within } from '../support/within.js';

describe.each(hatches)('$title: a generated function by the client', ({ vendor, at, open }) => {
  it('gives the body as parseAs says', async () => {
    const { read } = await open(vendor.wire.ok.get);
    const { data: text } = await read({ parseAs: 'text' });
    expect(text).toBe(vendor.wire.text);
    const { data: blob } = await read({ parseAs: 'blob' });
    expect(blob).toBeInstanceOf(Blob);
    expect(await (blob as Blob).text()).toBe(vendor.wire.text);
    const { data: buffer } = await read({ parseAs: 'arrayBuffer' });
    expect(buffer).toBeInstanceOf(ArrayBuffer);
    expect(new TextDecoder().decode(buffer as ArrayBuffer)).toBe(vendor.wire.text);
    const { data: stream } = await read({ parseAs: 'stream' });
    expect(stream).toBeInstanceOf(ReadableStream);
    expect(await new Response(stream as ReadableStream).text()).toBe(vendor.wire.text);
    const { data: auto } = await read({ parseAs: 'auto' });
    expect(auto).toEqual(vendor.wire.media === 'xml' ? vendor.wire.text : vendor.wire.user);
  });

  it('checks what it parses, and hands on unseen what it does not', async () => {
    const page = '<html>Sign in</html>';
    const { read } = await open(answer(200, page, { 'Content-Type': 'text/html' }));
    for (const wish of [{}, { parseAs: 'auto' }] as const) {
      expect((await read(wish)).error).toMatchObject({ name: 'ProtocolError', status: 200 });
    }
    const { data } = await read({ parseAs: 'arrayBuffer' });
    expect(new TextDecoder().decode(data as ArrayBuffer)).toBe(page);
  });

  it('gives the data alone in the style that asks for it', async () => {
    const { read } = await open([vendor.wire.ok.get, vendor.wire.ok.get, answer(404)]);
    const expected = vendor.wire.media === 'xml' ? vendor.wire.text : vendor.wire.user;
    expect(await read({ responseStyle: 'data' })).toEqual(expected);
    const blob = (await read({ responseStyle: 'data', parseAs: 'blob' })) as unknown as Blob;
    expect(await blob.text()).toBe(vendor.wire.text);
    expect(await read({ responseStyle: 'data' })).toBeUndefined();
  });

  it('makes an empty object of a 204, or an empty text where text is due', async () => {
    const { read } = await open(answer(204));
    const { data, response, error } = await read();
    expect(data).toEqual(vendor.wire.media === 'xml' ? '' : {});
    expect([response?.status, error]).toEqual([204, undefined]);
  });

  it('sends nothing to another origin, whoever names it', async () => {
    const other = await rawServer(vendor.wire.ok.get);
    const { server, client, read, write } = await open(vendor.wire.ok.get);
    const similar = `${server.origin}.example`;
    for (const baseUrl of [other.origin, similar, server.origin.replace('http', 'https')]) {
      for (const { error } of [await read({ baseUrl }), await write({ baseUrl })]) {
        expect(error).toMatchObject({ name: 'InvalidInputError', outcome: 'not-sent' });
      }
    }
    expect(await failure(read({ baseUrl: other.origin, throwOnError: true }))).toMatchObject({
      name: 'InvalidInputError',
    });
    client.interceptors.request.use((request) => new Request(`${other.origin}/x`, request));
    for (const { error } of [await read(), await write()]) {
      expect(error).toMatchObject({ name: 'InvalidInputError' });
      expect(String(error)).toContain(other.origin);
      expectNoSecret(error, vendor.credential.hidden);
    }
    expect([server.connections, other.connections]).toEqual([0, 0]);
  });

  it('stays under the path of the base URL', async () => {
    const server = await rawServer(vendor.wire.ok.get);
    const { client, read } = at(`${server.origin}/tenant/`);
    await read();
    expect(server.requests[0]?.path).toBe(`/tenant${vendor.wire.usersPath}/${vendor.wire.id}`);
    expect((await read({ baseUrl: server.origin })).error).toMatchObject({ name: 'InvalidInputError' });
    client.interceptors.request.use((request) => new Request(`${server.origin}/tenant/../x`, request));
    expect((await read()).error).toMatchObject({ name: 'InvalidInputError' });
    expect(server.requests).toHaveLength(1);
  });

  it('calls no fetch of a single call, which would get round the credential and the retries', async () => {
    const { server, read } = await open([answer(503), vendor.wire.ok.get]);
    const { response } = await read({ fetch: () => Promise.reject(new Error('called')) });
    expect([response?.status, server.requests.length, credentialsSent(server, vendor)]).toEqual([200, 2, 2]);
  });

  it('refuses path values that an address cannot carry', async () => {
    const { server, client, read } = await open(vendor.wire.ok.get);
    const validators = [undefined, async () => {}]; // a caller's own takes nothing away
    for (const requestValidator of validators) {
      for (const value of ['.', '..', '%2e%2e', '', null, undefined, { a: '..' }, ['..']]) {
        const { error } = await read({
          path: { [vendor.generated.pathKey]: value },
          requestValidator: requestValidator as never,
        });
        expect(error).toMatchObject({ name: 'InvalidInputError', outcome: 'not-sent' });
      }
      for (const url of ['/a/{user-id}', '/a/{user-id*}', '/a/{.user-id}']) {
        const path = { 'user-id': '..' };
        expect(
          (await client.get({ url, path, requestValidator: requestValidator as never })).error,
        ).toMatchObject({
          name: 'InvalidInputError',
        });
      }
    }
    expect(server.connections).toBe(0);
    await read({ path: { [vendor.generated.pathKey]: 'a/b ?' } });
    expect(server.requests[0]?.path).toBe(`${vendor.wire.usersPath}/a%2Fb%20%3F`);
  });

  it('runs the validator of a single call', async () => {
    const { server, read } = await open(vendor.wire.ok.get);
    const refused = new Error('not before nine');
    const { error } = await read({ requestValidator: () => Promise.reject(refused) });
    expect(error).toBe(refused);
    expect(server.connections).toBe(0);
  });

  it('shows no header of a request that cannot be built', async () => {
    const { server, read } = await open(vendor.wire.ok.get);
    for (const value of ['tok-3f9a\nX-Evil: 1', ' tok-3f9a\n1\n']) {
      const { error } = await read({ headers: { 'X-Own': value } });
      expect(error).toMatchObject({ name: 'InvalidInputError' });
      expectNoSecret(error, ['tok-3f9a']);
    }
    expect(server.connections).toBe(0);
  });

  it('tries a read again after a 503, and no write', async () => {
    const { server, read, write } = await open([answer(503), answer(503), vendor.wire.ok.get, answer(503)]);
    expect((await read()).response?.status).toBe(200);
    expect(server.requests).toHaveLength(3);
    expect((await write()).error).toMatchObject({ name: 'HttpError', status: 503, attempts: 1 });
    expect(server.requests).toHaveLength(4);
    expect(credentialsSent(server, vendor)).toBe(4);
  });

  it('sends a body as it is, each time it is sent', async () => {
    const again = answer(429, '', { 'Retry-After': '1' });
    const { server, write } = await open([again, vendor.wire.ok.create]);
    expect((await write()).error).toBeUndefined();
    expect(server.requests.map(({ method, body }) => [method, body])).toEqual([
      ['POST', vendor.generated.bodyText],
      ['POST', vendor.generated.bodyText],
    ]);
    const { 'content-type': type, 'content-length': length } = server.requests[0]?.headers ?? {};
    expect(type).toBe(vendor.wire.media === 'xml' ? 'text/xml' : 'application/json');
    expect(Number(length)).toBe(Buffer.byteLength(vendor.generated.bodyText));
  });

  it('sends the body of an interceptor, also where a Request shows none of its own', async () => {
    const { server, client, write } = await open(vendor.wire.ok.create);
    client.interceptors.request.use((request) => {
      const other = new Request(request, { body: `${vendor.generated.bodyText} ` });
      return Object.defineProperty(other, 'body', { value: undefined }); // as in Firefox
    });
    await write();
    expect(server.requests[0]?.body).toBe(`${vendor.generated.bodyText} `);
  });

  it('shows no secret of a body that a refusal echoes', async () => {
    const echo = { ...BODY, deep: [vendor.credential.secret] };
    const { write } = await open(
      vendor.wire.media === 'xml' ? xml(400, JSON.stringify(echo)) : json(400, echo),
    );
    const { error } = await write();
    expect(error).toMatchObject({ name: 'HttpError', status: 400 });
    expectNoSecret(
      error,
      vendor.wire.media === 'xml' ? vendor.credential.hidden : [...vendor.credential.hidden, BODY.password],
    );
  });

  it('ends at once when its signal aborts, before and in flight', async () => {
    let arrived = () => {};
    const { server, read } = await open((socket, request) => {
      silence(socket, request);
      arrived();
    });
    const reason = new Error('the user left');
    expect((await read({ signal: AbortSignal.abort(reason) })).error).toBe(reason);
    expect(server.connections).toBe(0);
    for (const throwOnError of [false, true]) {
      const controller = new AbortController();
      const underWay = new Promise<void>((resolve) => {
        arrived = resolve;
      });
      const done = read({ signal: controller.signal, throwOnError }).then(
        ({ error }) => error,
        (error: unknown) => error,
      );
      await underWay;
      controller.abort(reason);
      expect(await within(50, done)).toBe(reason);
    }
    await server.idle();
    expect(server.requests).toHaveLength(2);
  });

  it('lets a call bring a credential of its own', async () => {
    const { server, client } = await open(vendor.wire.ok.list);
    const url = vendor.wire.usersPath;
    await client.get({ url, headers: { [vendor.credential.header]: 'of-this-call' }, parseAs: 'text' });
    expect(server.requests[0]?.headers[vendor.credential.header]).toBe('of-this-call');
  });
});

it('finds an error inside HTTP 200 of Qualys', async () => {
  const server = await rawServer(xml(200, saqError('INVALID_REQUEST', 'No.', 'Ask again.')));
  const auth = { username: 'api', password: 'tok-3f9a77c1-secret' };
  const { client } = createQualysSaq({ baseUrl: server.origin, auth });
  const { error } = await getUser({ client, path: { id: '7' } });
  expect(error).toMatchObject({ name: 'HttpError', status: 200, vendorCode: 'INVALID_REQUEST' });
});

it('takes a text for a deletion that need not say anything', async () => {
  const server = await rawServer(answer(200, 'deleted', { 'Content-Type': 'text/plain' }));
  const { client } = createQRadar({ baseUrl: server.origin, auth: { secToken: 'tok-1' } });
  const result = await deleteAuthorizedService({ client, path: { id: 5 } });
  expect([result.error, result.data]).toEqual([undefined, {}]);
});
