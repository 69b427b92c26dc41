import { createIq } from '@rollcall/facade/iq';
import { createQlik } from '@rollcall/facade/qlik';
import { createQRadar } from '@rollcall/facade/qradar';
import { createQualysSaq } from '@rollcall/facade/qualys-saq';
import * as iqPackage from '@rollcall/iq';
import * as qlikPackage from '@rollcall/qlik';
import * as qradarPackage from '@rollcall/qradar';
import * as qualysPackage from '@rollcall/qualys-saq';
import { fakeClock } from './clock.js';
import { type FaultOptions, type FaultVendor, transportOf, vendors } from './fault-vendors.js';
import { type RawServer, rawServer, type Script } from './raw-server.js';

/** The four packages' types are alike. */
export type Client = qradarPackage.Client;
type Interceptor = Parameters<Client['interceptors']['request']['use']>[0];

/** What tests give to one call of a generated function. */
type Wish = Partial<Omit<Parameters<Client['get']>[0], 'url' | 'body'>> & { readonly body?: unknown };

/** What comes of one, of whatever vendor. */
interface Result {
  readonly data?: unknown;
  readonly error?: unknown;
  readonly request?: Request;
  readonly response?: Response;
}
type Generated = (options: never) => Promise<unknown>;

interface Hatch {
  readonly client: Client;
  /** The verb of the facade itself. */
  get(): Promise<unknown>;
}

interface Row {
  readonly name: string;
  readonly vendor: FaultVendor;
  readonly createClient: () => object;
  /** The name of the path's value. */
  readonly key: string;
  readonly read: Generated;
  readonly write: Generated;
  /** A body of `write`, and what it is on the wire. */
  readonly body: unknown;
  readonly bodyText: string;
  open(baseUrl: string, options: FaultOptions): Hatch;
}

/** What a QRadar, IQ or Qlik user is made of here; the servers of these tests take anything. */
export const BODY = { username: 'jäne', password: 'pw-Kx82-secret', note: '日本 "</>&' };
const SAQ_BODY = '<?xml version="1.0"?>\n<ServiceRequest><a>jäne 日本 &amp;</a></ServiceRequest>';

export const rows: Row[] = vendors.map((vendor) => {
  const { name, credential: secret, id } = vendor;
  const basic = { username: 'api', password: secret };
  const wired = { name, vendor, body: BODY, bodyText: JSON.stringify(BODY) };
  switch (name) {
    case 'QRadar':
      return {
        ...wired,
        createClient: qradarPackage.createClient,
        key: 'id',
        read: qradarPackage.getUser,
        write: qradarPackage.createUser,
        open(baseUrl, options) {
          const { client, users } = createQRadar({ baseUrl, auth: { secToken: secret }, ...options });
          return { client, get: () => users.get(id as number) };
        },
      };
    case 'IQ':
      return {
        ...wired,
        createClient: iqPackage.createClient,
        key: 'username',
        read: iqPackage.getUser,
        write: iqPackage.createUser,
        open(baseUrl, options) {
          const { client, users } = createIq({ baseUrl, auth: basic, ...options });
          return { client, get: () => users.get(id as string) };
        },
      };
    case 'Qlik':
      return {
        ...wired,
        createClient: qlikPackage.createClient,
        key: 'userId',
        read: qlikPackage.getUser,
        write: qlikPackage.createUser,
        open(baseUrl, options) {
          const { client, users } = createQlik({ baseUrl, auth: { apiKey: secret }, ...options });
          return { client, get: () => users.get(id as string) };
        },
      };
    default:
      return {
        ...wired,
        body: SAQ_BODY,
        bodyText: SAQ_BODY,
        createClient: qualysPackage.createClient,
        key: 'id',
        read: qualysPackage.getUser,
        write: qualysPackage.createUsers,
        open(baseUrl, options) {
          const { client, users } = createQualysSaq({ baseUrl, auth: basic, ...options });
          return { client, get: () => users.get(id) };
        },
      };
  }
});

/** Every vendor over every transport; `open` makes a server, and a client of it. */
export const hatches = (['fetch', 'node'] as const).flatMap((carrier) =>
  rows.map((row) => {
    const at = (origin: string, options: FaultOptions = {}) => {
      const opened = row.open(origin, { ...transportOf(carrier), clock: fakeClock(), ...options });
      const { client } = opened;
      const call = (generated: Generated, wish: object) =>
        generated({ client, ...wish } as never) as Promise<Result>;
      return {
        ...opened,
        read: (wish: Wish = {}) => call(row.read, { path: { [row.key]: row.vendor.id }, ...wish }),
        write: (wish: Wish = {}) => call(row.write, { body: row.body, ...wish }),
      };
    };
    return {
      title: `${row.name} over ${carrier}`,
      vendor: row.vendor,
      row,
      at,
      async open(scripts: Script | Script[], options: FaultOptions = {}) {
        const server = await rawServer(scripts);
        return { server, ...at(server.origin, options) };
      },
    };
  }),
);

/** How many requests brought a credential. */
export function credentialsSent({ requests }: RawServer, { credentialHeader }: FaultVendor): number {
  return requests.filter(({ headers }) => headers[credentialHeader] !== undefined).length;
}

/** How a header is added without touching the request that came. */
export function adding(name: string, value: string): Interceptor {
  return (request) => {
    const headers = new Headers(request.headers);
    headers.set(name, value);
    return new Request(request, { headers });
  };
}
