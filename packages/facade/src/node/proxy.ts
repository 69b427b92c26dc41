import { Pool, ProxyAgent } from 'undici';
import { InvalidInputError } from '../errors.js';
import { urlText } from '../util/check.js';

/** As long as a proxy may take to open a tunnel; undici would wait for five minutes. */
const TUNNEL_TIMEOUT_MS = 10_000;
const REFUSED = 'proxy is not an address such as http://proxy.example.com:3128'; // the address may hold a password

/** What failed on the way to a proxy or in it. Without a code, by which undici takes some for a connection to open again. */
class ProxyFailure extends Error {
  readonly connecting = true;
  readonly atProxy = true;
  /** Its address without credentials. */
  readonly proxy: string;

  constructor(proxy: string, cause: unknown) {
    super('the proxy opened no tunnel', { cause });
    this.proxy = proxy;
  }
}

/** An http(s) proxy, checked. @throws InvalidInputError, which shows nothing of the address. */
export function checkedProxy(proxy: unknown): URL {
  const text = urlText(proxy);
  if (typeof text !== 'string' || !URL.canParse(text)) throw new InvalidInputError(REFUSED);
  const url = new URL(text);
  if (!/^https?:$/.test(url.protocol)) {
    throw new InvalidInputError(
      /^socks/.test(url.protocol) ? `${REFUSED}; SOCKS proxies are not spoken to` : REFUSED,
    );
  }
  if (url.pathname !== '/' || url.search || url.hash) {
    throw new InvalidInputError(
      `${REFUSED}, without a path: a file that says which proxy to take (proxy.pac) is not read`,
    );
  }
  try {
    decodeURIComponent(url.username + url.password);
  } catch {
    throw new InvalidInputError(
      'the user name or password in proxy holds a % that begins no escape; write it as %25 (both are percent-encoded in an address)',
    );
  }
  return url;
}

/** An agent that tunnels everything through one proxy. What fails there is marked as the proxy's failure. */
export function proxyAgent(
  proxy: URL,
  options: Pool.Options,
  requestTls: object,
  proxyTls: object,
): ProxyAgent {
  const { origin, username, password } = proxy;
  return new ProxyAgent({
    ...options,
    uri: origin,
    // undici leaves a user without a password out.
    ...(username ? { token: `Basic ${basic(username, password)}` } : {}),
    requestTls,
    proxyTls,
    clientFactory: (url, given) =>
      tunnels(new Pool(url, { ...given, headersTimeout: TUNNEL_TIMEOUT_MS }), origin),
  });
}

/** Makes whatever ends a CONNECT an error of its own: undici would open what the proxy closed again, for ever. */
function tunnels(pool: Pool, proxy: string): Pool {
  const connect = pool.connect.bind(pool) as (options: never) => Promise<{ statusCode: number }>;
  return Object.assign(pool, {
    async connect(options: never) {
      try {
        return await connect(options);
      } catch (error) {
        throw new ProxyFailure(proxy, error);
      }
    },
  }) as Pool;
}

function basic(username: string, password: string): string {
  return Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString('base64');
}
