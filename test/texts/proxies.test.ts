import { nodeTransport } from '@rollcall/facade/node';
import { EnvHttpProxyAgent, fetch as undiciFetch } from 'undici';
import { afterEach, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { failure } from '../support/cells.js';
import { certificates } from '../support/certificates.js';
import { expectNoSecret } from '../support/expect-no-secret.js';
import { freePort } from '../support/free-port.js';
import { type OnConnect, openProxy, refusing, tunnel } from '../support/open-proxy.js';
import { rawServer } from '../support/raw-server.js';
import { vendors } from '../support/vendors/index.js';

const USER = 'http://me:pr0xy-pw@';
const SECRETS = ['pr0xy-pw', Buffer.from('me:pr0xy-pw').toString('base64')];
const silent: OnConnect = () => {};

let pki: Awaited<ReturnType<typeof certificates>>;
beforeAll(async () => {
  pki = await certificates();
});
afterEach(() => vi.unstubAllEnvs());

/** Both ways in which a call gets to a proxy: our transport's option, and Node's environment. */
const WAYS = {
  'nodeTransport({ proxy })': (proxy: string) => {
    const fetch = nodeTransport({ proxy, ca: pki.ca.cert });
    onTestFinished(() => fetch.close());
    return fetch;
  },
  'a fetch that takes its proxy from the environment': (proxy: string) => {
    vi.stubEnv('NODE_USE_ENV_PROXY', '1').stubEnv('HTTPS_PROXY', proxy);
    const requestTls = { ca: pki.ca.cert };
    const dispatcher = new EnvHttpProxyAgent({ httpsProxy: proxy, requestTls });
    onTestFinished(() => dispatcher.destroy());
    return (url: string, init: object) => undiciFetch(url, { ...init, dispatcher } as never) as never;
  },
};

describe.each(Object.entries(WAYS))('over %s', (_, over) => {
  async function deletion(proxy: string, name = 'QRadar', timeoutMs = 5000) {
    const server = await rawServer([], { tls: pki.server });
    const vendor = vendors.find((one) => one.name === name) as (typeof vendors)[number];
    const client = vendor.open(server.origin, { fetch: over(proxy), retry: false, timeoutMs });
    const error = await failure(client.remove(vendor.wire.id));
    expectNoSecret(error, [...SECRETS, ...vendor.credential.hidden]);
    expect(server.requests).toEqual([]);
    return { error, target: `127.0.0.1:${server.port}` };
  }

  it.each(vendors.map(({ name }) => name))('%s names a proxy that is down', async (name) => {
    const port = await freePort();
    const { error } = await deletion(`${USER}127.0.0.1:${port}`, name);
    expect(error).toMatchObject({ name: 'NetworkError', outcome: 'not-sent' });
    expect(error.message).toMatch(
      new RegExp(
        `the proxy http://127\\.0\\.0\\.1:${port}.* cannot be reached \\(ECONNREFUSED\\)\\. Check its host`,
      ),
    );
  });

  it('names a proxy whose name does not resolve', async () => {
    const { error } = await deletion(`${USER}proxy.nowhere.invalid:3128`);
    expect(error.outcome).toBe('not-sent');
    expect(error.message).toMatch(
      /the name of the proxy http:\/\/proxy\.nowhere\.invalid:3128.* does not resolve/,
    );
  });

  it('says that a proxy wants credentials, and where they go', async () => {
    const { port } = await openProxy(refusing(407));
    const { error, target } = await deletion(`${USER}127.0.0.1:${port}`);
    expect(error).toMatchObject({ name: 'NetworkError', outcome: 'not-sent' });
    expect(error.message).toMatch(
      new RegExp(
        `the proxy http://127\\.0\\.0\\.1:${port}.* answered 407 and opened no tunnel to ${target}: it wants credentials`,
      ),
    );
    expect(error.message).toContain('http://user:password@proxy.example.com:3128');
  });

  it.each([403, 502])('says that a proxy answered %i', async (status) => {
    const { port } = await openProxy(refusing(status));
    const { error } = await deletion(`${USER}127.0.0.1:${port}`);
    expect(error).toMatchObject({ name: 'NetworkError', outcome: 'not-sent' });
    expect(error.message).toMatch(new RegExp(`${port}.* answered ${status} .* let this machine through`));
  });

  it('names the proxy behind which the certificate is not trusted', async () => {
    const { port } = await openProxy(tunnel);
    const server = await rawServer([], { tls: pki.selfSigned });
    const [vendor] = vendors;
    const client = vendor?.open(server.origin, { fetch: over(`http://127.0.0.1:${port}`), retry: false });
    const error = await failure(client?.remove(vendor?.wire.id as never) as Promise<unknown>);
    expect(error).toMatchObject({ name: 'NetworkError', outcome: 'not-sent' });
    expect(error.message).toMatch(/certificate.* is signed by itself and not trusted/);
  });
});

describe('over nodeTransport({ proxy })', () => {
  const over = WAYS['nodeTransport({ proxy })'];
  const [vendor] = vendors;
  async function deletion(proxy: string, timeoutMs = 5000) {
    const server = await rawServer([], { tls: pki.server });
    const client = vendor?.open(server.origin, { fetch: over(proxy), retry: false, timeoutMs });
    return failure(client?.remove(vendor?.wire.id as never) as Promise<unknown>);
  }

  it.each([
    ['closes the connection', ((client) => client.end()) as OnConnect],
    ['resets it', ((client) => client.resetAndDestroy()) as OnConnect],
    [
      'opens a tunnel and drops it',
      ((client) => client.end('HTTP/1.1 200 Established\r\n\r\n')) as OnConnect,
    ],
  ])('says at once that a proxy %s, and that nothing was sent', async (_, onConnect) => {
    const { origin, heads } = await openProxy(onConnect);
    const error = await deletion(origin);
    expect(error).toMatchObject({ name: 'NetworkError', outcome: 'not-sent' });
    expect(error.message).toContain(`the proxy ${origin} opened no tunnel`);
    expect(error.message).toContain('Check that it is an HTTP proxy that allows CONNECT');
    expect(heads).toHaveLength(1);
  });

  it('names a proxy that says nothing when the time is up', async () => {
    const { origin } = await openProxy(silent);
    const error = await deletion(origin, 100);
    expect(error.name).toBe('TimeoutError');
    expect(error.message).toContain(`did not answer within 100 ms through the proxy ${origin}`);
  });

  it('tells the certificate of an https proxy from the one behind it', async () => {
    const proxy = await rawServer([], { tls: pki.selfSigned });
    const error = await deletion(proxy.origin);
    expect(error).toMatchObject({ outcome: 'not-sent' });
    expect(error.message).toContain(`the certificate of the proxy ${proxy.origin} is signed by itself`);
  });

  it('sends a user name that has no password', async () => {
    const { port, heads } = await openProxy(refusing(407));
    await deletion(`http://me@127.0.0.1:${port}`);
    expect(heads[0]).toContain(`Basic ${Buffer.from('me:').toString('base64')}`);
  });

  it.each([
    ['no scheme', 'proxy.example.com:3128'],
    ['SOCKS', 'socks5://proxy.example.com:1080'],
    ['a % that begins no escape', 'http://me:100%@proxy.example.com:3128'],
  ])('refuses an address with %s', async (_, proxy) => {
    const error = await failure((async () => nodeTransport({ proxy }))());
    expect(error.name).toBe('InvalidInputError');
    expect(error.message).toMatch(/^(proxy is not an address such as http:\/\/proxy|.*write it as %25)/);
  });
});
