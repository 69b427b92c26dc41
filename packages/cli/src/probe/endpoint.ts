import { secretOf, transportOf } from '../config/connect.js';
import type { Connected } from '../workspace.js';

/** Where the probe asks, below the facade: it looks at answers that the facade would read or refuse. */
export interface Endpoint {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  readonly timeoutMs: number;
}

export async function endpointOf({ config, name, source }: Connected): Promise<Endpoint> {
  const { fetch = globalThis.fetch } = (await transportOf(config, source.dir)) as Partial<Endpoint>;
  const secret = (field: 'secToken' | 'apiKey' | 'bearerToken' | 'password') =>
    secretOf(name, config, field, source);
  const headers = { accept: 'application/json, */*;q=0.5', ...(await credential()) };
  return { url: config.url, headers, fetch, timeoutMs: config.timeoutMs ?? 30_000 };

  async function credential(): Promise<Record<string, string>> {
    const { username } = config.auth;
    if (username !== undefined) {
      const pair = Buffer.from(`${username}:${await secret('password')}`).toString('base64');
      const asked: Record<string, string> =
        config.vendor === 'qualys-saq' ? { 'X-Requested-With': 'rollcall' } : {};
      return { authorization: `Basic ${pair}`, ...asked };
    }
    if (config.vendor === 'qradar') return { SEC: await secret('secToken') };
    return { authorization: `Bearer ${await secret(config.vendor === 'qlik' ? 'apiKey' : 'bearerToken')}` };
  }
}
