import { type Carrier, transportOf } from './cells.js';
import { fakeClock } from './clock.js';
import { type RawServer, rawServer, type Script } from './raw-server.js';
import { type Opened, type OpenOptions, type Vendor, vendors } from './vendors/index.js';

export type Client = Opened['client'];
type Interceptor = Parameters<Client['interceptors']['request']['use']>[0];

/** What tests give to one call of a generated function. */
type GeneratedOptions = Partial<Omit<Parameters<Client['get']>[0], 'url' | 'body'>> & {
  readonly body?: unknown;
};

/** What comes of one, of whatever vendor. */
interface Result {
  readonly data?: unknown;
  readonly error?: unknown;
  readonly request?: Request;
  readonly response?: Response;
}

const CARRIERS: readonly Carrier[] = ['fetch', 'node'];

/** Every vendor over every transport; `open` makes a server, and a client of it. */
export const hatches = CARRIERS.flatMap((carrier) =>
  vendors.map((vendor) => {
    const { id } = vendor.wire;
    const { pathKey, read, write, body } = vendor.generated;
    const at = (origin: string, options: OpenOptions = {}) => {
      const { client, get } = vendor.open(origin, {
        ...transportOf(carrier),
        clock: fakeClock(),
        ...options,
      });
      return {
        client,
        /** The verb of the facade itself. */
        get: () => get(id),
        read: (more: GeneratedOptions = {}) =>
          read({ client, path: { [pathKey]: id }, ...more } as never) as Promise<Result>,
        write: (more: GeneratedOptions = {}) => write({ client, body, ...more } as never) as Promise<Result>,
      };
    };
    return {
      title: `${vendor.name} over ${carrier}`,
      vendor,
      at,
      async open(scripts: Script | Script[], options: OpenOptions = {}) {
        const server = await rawServer(scripts);
        return { server, ...at(server.origin, options) };
      },
    };
  }),
);

/** How many requests brought a credential. */
export function credentialsSent({ requests }: RawServer, { credential }: Vendor): number {
  return requests.filter(({ headers }) => headers[credential.header] !== undefined).length;
}

/** How a header is added without touching the request that came. */
export function adding(name: string, value: string): Interceptor {
  return (request) => {
    const headers = new Headers(request.headers);
    headers.set(name, value);
    return new Request(request, { headers });
  };
}
