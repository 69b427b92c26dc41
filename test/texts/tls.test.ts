import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { nodeTransport } from '@rollcall/facade/node';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { cells, failure } from '../support/cells.js';
import { certificates } from '../support/certificates.js';
import { rawServer } from '../support/raw-server.js';
import { answer } from '../support/scripts.js';

let pki: Awaited<ReturnType<typeof certificates>>;
beforeAll(async () => {
  pki = await certificates();
});

const ONCE = { retry: false } as const;

describe.each(cells)('$title', ({ vendor, open }) => {
  const read = (origin: string) => failure(open(origin, ONCE).get(vendor.wire.id));

  it('says to try https when plain http reaches a TLS port', async () => {
    const server = createServer({ ...pki.server });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const error = await read(origin);
    expect(error.name).toBe('NetworkError');
    expect(error.message).toMatch(
      /^(GET|POST) http:.* failed \(.*\)\. baseUrl is plain http: if the port speaks TLS, write https/,
    );
  });

  it.each([
    ['nginx', '<html><h1>400 Bad Request</h1>The plain HTTP request was sent to HTTPS port</html>'],
    ['Apache', "<html>Reason: You're speaking plain HTTP to an SSL-enabled server port.</html>"],
    ['Tomcat', 'Bad Request\nThis combination of host and port requires TLS.'],
  ])('says so too when %s answers that in words', async (_, page) => {
    const server = await rawServer(answer(400, page, { 'Content-Type': 'text/html' }));
    expect((await read(server.origin)).message).toContain('The port speaks TLS: write https:// in baseUrl.');
  });

  it('says that a port speaks no TLS', async () => {
    const server = await rawServer([], {
      onConnect: (socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'),
    });
    const { message } = await read(server.origin.replace('http:', 'https:'));
    expect(message).toMatch(/does not speak TLS \(ERR_SSL_\w+\)\. Check the port in baseUrl: an https port/);
  });

  it.each([
    ['signed by itself', 'selfSigned', /signed by itself.*ca.*The certificate itself is that CA/],
    ['of a CA that nobody knows', 'server', /not trusted.*nodeTransport\(\{ ca \}\).*NODE_EXTRA_CA_CERTS/],
  ] as const)('says what to do about a certificate %s', async (_, name, text) => {
    const server = await rawServer([], { tls: pki[name] });
    expect((await read(server.origin)).message).toMatch(text);
    expect(server.requests).toEqual([]);
  });
});

describe('a certificate that is of a known CA', () => {
  it.each([
    ['has expired', 'expired', /has expired \(CERT_HAS_EXPIRED\)\. Have it renewed.*clock/],
    ['is not valid yet', 'early', /not valid yet \(CERT_NOT_YET_VALID\)\. Check the clock/],
    ['is for another host', 'elsewhere', /another host name, DNS:other\.example .*baseUrl.*servername/],
  ] as const)('and %s: each vendor says so', async (_, name, text) => {
    const server = await rawServer([], { tls: pki[name] });
    const fetch = nodeTransport({ ca: pki.ca.cert });
    onTestFinished(() => fetch.close());
    for (const { vendor } of cells.filter(({ carrier }) => carrier === 'node')) {
      const error = await failure(vendor.open(server.origin, { fetch, ...ONCE }).create());
      expect(error).toMatchObject({ name: 'NetworkError', outcome: 'not-sent' });
      expect(error.message).toMatch(text);
      expect(error.message).toContain('Nothing was sent');
    }
  });
});

describe('what nodeTransport takes for TLS', () => {
  const refused = (options: object) => failure((async () => nodeTransport(options as never))());

  it.each([
    ['a path in ca', () => ({ ca: '/etc/ssl/ca.pem' }), /readFileSync\('ca\.pem'\).*BEGIN CERTIFICATE/],
    ['a key in ca', () => ({ ca: pki.ca.key }), /^ca must be PEM.*BEGIN CERTIFICATE/],
    [
      'cert and key swapped',
      () => ({ cert: pki.client.key, key: pki.client.cert }),
      /^cert must be .*BEGIN CERTIFICATE/,
    ],
    ['cert alone', () => ({ cert: pki.client.cert }), /^cert needs key beside it/],
    ['key alone', () => ({ key: pki.client.key }), /^key needs cert beside it/],
    [
      'the key of another certificate',
      () => ({ cert: pki.client.cert, key: pki.server.key }),
      /^key cannot be read as PEM \(ERR_OSSL_X509_KEY_VALUES_MISMATCH\): it is not the key of cert/,
    ],
    [
      'a certificate that was cut',
      () => ({ ca: `${pki.ca.cert.slice(0, 200)}\n-----END CERTIFICATE-----` }),
      /^ca cannot be read as PEM/,
    ],
    [
      'an address in servername',
      () => ({ servername: 'https://x' }),
      /^servername must be a host name alone/,
    ],
  ])('refuses %s', async (_, options, text) => {
    const error = await refused(options());
    expect(error).toMatchObject({ name: 'InvalidInputError', outcome: 'not-sent' });
    expect(error.message).toMatch(text);
    expect(error.message).not.toContain(pki.client.key.split('\n')[1]);
  });
});
