import type tls from 'node:tls';
import { type NodeTransportOptions, nodeTransport } from '@rollcall/facade/node';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { cells, failure } from '../support/cells.js';
import { certificates } from '../support/certificates.js';
import { fakeClock } from '../support/clock.js';
import { expectNoSecret } from '../support/expect-no-secret.js';
import { rawServer } from '../support/raw-server.js';
import { vendors } from '../support/vendors/index.js';

let pki: Awaited<ReturnType<typeof certificates>>;
beforeAll(async () => {
  pki = await certificates();
});

function over(options: NodeTransportOptions): { fetch: ReturnType<typeof nodeTransport> } {
  const transport = nodeTransport(options);
  onTestFinished(() => transport.close());
  return { fetch: transport };
}

describe.each(cells)('$title', ({ vendor, carrier, open }) => {
  it('fault 31: fails at a private CA with a hint, for reads and writes, and sends no byte of the request', async () => {
    const server = await rawServer(vendor.wire.ok.get, { tls: pki.server });
    const client = open(server.origin, { clock: fakeClock() });
    for (const call of [() => client.get(vendor.wire.id), () => client.create()]) {
      const error = await failure(call());
      expect(error).toMatchObject({ name: 'NetworkError', outcome: 'not-sent', attempts: 1 });
      expect(error.message).toMatch(/not trusted.*@rollcall\/facade\/node.*NODE_EXTRA_CA_CERTS/);
      expectNoSecret(error, vendor.credential.hidden);
    }
    expect(server.requests).toEqual([]);
  });

  it('fault 31: a server that speaks no TLS is told apart from one that is not trusted', async () => {
    const server = await rawServer([]);
    const https = server.origin.replace('http:', 'https:');
    const answering = await rawServer([], {
      onConnect: (socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'),
    });
    const first = await failure(open(answering.origin.replace('http:', 'https:'), { retry: false }).create());
    expect(first).toMatchObject({ name: 'NetworkError', outcome: 'not-sent' });
    expect(first.message).not.toMatch(/not trusted/);
    await server.close();
    expect(await failure(open(https, { retry: false }).create())).toMatchObject({ outcome: 'not-sent' });
  });

  it('fault 31: a connection lost in the TLS handshake means that nothing was sent', async () => {
    const ending = await rawServer([], { onConnect: (socket) => socket.once('data', () => socket.end()) });
    const ended = await failure(open(ending.origin.replace('http:', 'https:'), { retry: false }).create());
    expect(ended).toMatchObject({ name: 'NetworkError', outcome: 'not-sent' });

    const resetting = await rawServer([], {
      onConnect: (socket) => socket.once('data', () => socket.resetAndDestroy()),
    });
    const error = await failure(open(resetting.origin.replace('http:', 'https:'), { retry: false }).create());
    // The platform's fetch does not tell this reset from a later one.
    expect(error).toMatchObject({
      name: 'NetworkError',
      outcome: carrier === 'node' ? 'not-sent' : 'unknown',
    });
  });
});

describe.each(vendors)('$name with a private CA', (vendor) => {
  it('fault 31: works when the CA is configured', async () => {
    const server = await rawServer(vendor.wire.ok.get, { tls: pki.server });
    expect(await vendor.open(server.origin, over({ ca: pki.ca.cert })).get(vendor.wire.id)).toEqual(
      vendor.wire.user,
    );
  });

  it('fault 31: a wrong host name fails all the same, and nothing process-wide is switched off', async () => {
    const server = await rawServer(vendor.wire.ok.get, { tls: pki.elsewhere });
    const error = await failure(vendor.open(server.origin, over({ ca: pki.ca.cert })).create());
    expect(error).toMatchObject({ name: 'NetworkError', outcome: 'not-sent', attempts: 1 });
    expect(error.message).toMatch(/another host name/);
    expect(server.requests).toEqual([]);
    expect(process.env.NODE_TLS_REJECT_UNAUTHORIZED).toBeUndefined();
    expect((await failure(vendor.open(server.origin, { retry: false }).get(vendor.wire.id))).name).toBe(
      'NetworkError',
    );
    expect((await failure(vendor.open(server.origin, over({})).get(vendor.wire.id))).name).toBe(
      'NetworkError',
    );
  });

  it('fault 31: takes another name only when it is told that name', async () => {
    const server = await rawServer(vendor.wire.ok.get, { tls: pki.elsewhere });
    const options = over({ ca: pki.ca.cert, servername: 'other.example' });
    expect(await vendor.open(server.origin, options).get(vendor.wire.id)).toEqual(vendor.wire.user);
  });

  it('fault 31: shows its certificate to a server that asks for one', async () => {
    const asks: tls.TlsOptions = {
      ...pki.server,
      ca: pki.ca.cert,
      requestCert: true,
      rejectUnauthorized: true,
    };
    const server = await rawServer(vendor.wire.ok.get, { tls: asks });
    const ca = pki.ca.cert;
    expect(await vendor.open(server.origin, over({ ca, ...pki.client })).get(vendor.wire.id)).toEqual(
      vendor.wire.user,
    );
    const error = await failure(
      vendor.open(server.origin, { ...over({ ca }), retry: false }).get(vendor.wire.id),
    );
    expect(error.name).toBe('NetworkError');
    expect(server.requests).toHaveLength(1);
  });
});
