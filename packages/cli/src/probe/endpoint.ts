import { type ConfiguredSystem, readCredential, transportOf } from '@rollcall/accounts/config';

/** Where the probe asks, below the facade: it looks at answers that the facade would read or refuse. */
export interface Endpoint {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  readonly timeoutMs: number;
}

export async function endpointOf({ config, source }: ConfiguredSystem): Promise<Endpoint> {
  const { fetch = globalThis.fetch } = (await transportOf(config, source.dir)) as Partial<Endpoint>;
  const headers = { accept: 'application/json, */*;q=0.5', ...(await credential()) };
  return { url: config.url, headers, fetch, timeoutMs: config.timeoutMs ?? 30_000 };

  async function credential(): Promise<Record<string, string>> {
    const read = await readCredential(config, source);
    if ('token' in read) {
      return config.vendor === 'qradar' ? { SEC: read.token } : { authorization: `Bearer ${read.token}` };
    }
    const pair = Buffer.from(`${read.username}:${read.password}`).toString('base64');
    const asked: Record<string, string> =
      config.vendor === 'qualys-saq' ? { 'X-Requested-With': 'rollcall' } : {};
    return { authorization: `Basic ${pair}`, ...asked };
  }
}
