import type { CallOptions, ConnectionOptions, Fetch } from '@rollcall/facade';
import { createIq } from '@rollcall/facade/iq';
import { nodeTransport } from '@rollcall/facade/node';
import { createQlik } from '@rollcall/facade/qlik';
import { createQRadar } from '@rollcall/facade/qradar';
import { createQualysSaq } from '@rollcall/facade/qualys-saq';
import { onTestFinished } from 'vitest';
import type { Script } from './raw-server.js';
import { saqUser, saqUsers } from './saq-answers.js';
import { answer, json, xml } from './scripts.js';

type Id = string | number;

/** The verbs that all vendors have, so that one test can put each of them through the same fault. */
interface FaultClient {
  get(id: Id, options?: CallOptions): Promise<unknown>;
  list(options?: CallOptions): AsyncIterable<unknown>;
  create(options?: CallOptions): Promise<unknown>;
  update(id: Id, options?: CallOptions): Promise<unknown>;
  remove(id: Id, options?: CallOptions): Promise<unknown>;
  /** A generated function as a user of the escape hatch calls it. */
  raw(): Promise<unknown>;
}

export type FaultOptions = Partial<ConnectionOptions> & {
  readonly secret?: string | (() => string | Promise<string>);
};

export interface FaultVendor {
  readonly name: string;
  /** Everything that must not be shown: the credential in all its forms, and the password of a create. */
  readonly secrets: readonly string[];
  /** The token or password that every call sends. */
  readonly credential: string;
  readonly id: Id;
  /** Where one user is read, without the id; where users are made. */
  readonly usersPath: string;
  readonly createPath: string;
  /** How a list is read: Qualys' search is a POST. */
  readonly listMethod: 'GET' | 'POST';
  readonly user: Readonly<Record<string, unknown>>;
  /** The body that carries `user`, and what its Content-Type says. */
  readonly text: string;
  readonly media: 'json' | 'xml';
  /** True where ids are whole numbers: no name ever gets into a path. */
  readonly numericIds: boolean;
  /** True where the credential is the password of Basic, which may be blanks. */
  readonly basic: boolean;
  /** What each verb takes for a success. */
  readonly ok: {
    readonly get: Script;
    readonly list: Script;
    readonly create: Script;
    readonly remove: Script;
  };
  /** True when updates are a PUT, which may be repeated. */
  readonly putsUpdates: boolean;
  /** The header that carries the credential, in lower case. */
  readonly credentialHeader: string;
  open(baseUrl: string, options?: FaultOptions): FaultClient;
}

const TOKEN = 'tok-3f9a77c1-secret';
const PASSWORD = 'pw-Kx82-secret';

const qradarUser = { id: 7, username: 'jane' };
const qradar: FaultVendor = {
  name: 'QRadar',
  secrets: [TOKEN, PASSWORD],
  credential: TOKEN,
  id: 7,
  usersPath: '/api/config/access/users',
  createPath: '/api/config/access/users',
  listMethod: 'GET',
  user: qradarUser,
  text: JSON.stringify(qradarUser),
  media: 'json',
  numericIds: true,
  basic: false,
  ok: {
    get: json(200, qradarUser),
    list: json(200, [qradarUser], { 'Content-Range': 'items 0-0/1' }),
    create: json(201, qradarUser),
    remove: json(202, { task_id: 3, status: 'QUEUED' }),
  },
  putsUpdates: false,
  credentialHeader: 'sec',
  open(baseUrl, { secret = TOKEN, ...options } = {}) {
    const { users, client } = createQRadar({ baseUrl, auth: { secToken: secret }, ...options });
    return {
      get: (id, call) => users.get(id as number, call),
      list: (call) => users.list({}, call),
      create: (call) =>
        users.create(
          {
            username: 'jane',
            password: PASSWORD,
            user_role: { id: 1 },
            security_profile: { id: 1 },
          } as never,
          call,
        ),
      update: (id, call) => users.update(id as number, { email: 'j@example.com' } as never, call),
      remove: (id, call) => users.delete(id as number, call),
      raw: () => client.get({ url: '/api/config/access/users' }),
    };
  },
};

const iqUser = { username: 'jane', firstName: 'J', lastName: 'D', email: 'j@example.com' };
const iq: FaultVendor = {
  name: 'IQ',
  secrets: [TOKEN, PASSWORD, Buffer.from(`admin:${TOKEN}`).toString('base64')],
  credential: TOKEN,
  id: 'jane',
  usersPath: '/api/v2/users',
  createPath: '/api/v2/users',
  listMethod: 'GET',
  user: iqUser,
  text: JSON.stringify(iqUser),
  media: 'json',
  numericIds: false,
  basic: true,
  ok: {
    get: json(200, iqUser),
    list: json(200, { users: [iqUser] }),
    create: answer(204),
    remove: answer(204),
  },
  putsUpdates: true,
  credentialHeader: 'authorization',
  open(baseUrl, { secret = TOKEN, ...options } = {}) {
    const { users, client } = createIq({
      baseUrl,
      auth: { username: 'admin', password: secret },
      ...options,
    });
    return {
      get: (id, call) => users.get(id as string, {}, call),
      list: (call) => users.list({}, call),
      create: (call) => users.create({ ...iqUser, password: PASSWORD }, call),
      update: (id, call) => users.update(id as string, { email: 'j@example.com' }, call),
      remove: (id, call) => users.delete(id as string, {}, call),
      raw: () => client.get({ url: '/api/v2/users', security: [{ scheme: 'basic', type: 'http' }] }),
    };
  },
};

const qlikUser = { id: 'u-1', subject: 'idp\\jane', email: 'j@example.com' };
const qlik: FaultVendor = {
  name: 'Qlik',
  secrets: [TOKEN],
  credential: TOKEN,
  id: 'u-1',
  usersPath: '/api/v1/users',
  createPath: '/api/v1/users',
  listMethod: 'GET',
  user: qlikUser,
  text: JSON.stringify(qlikUser),
  media: 'json',
  numericIds: false,
  basic: false,
  ok: {
    get: json(200, qlikUser),
    list: json(200, { data: [qlikUser], links: {} }),
    create: json(201, qlikUser),
    remove: answer(204),
  },
  putsUpdates: false,
  credentialHeader: 'authorization',
  open(baseUrl, { secret = TOKEN, ...options } = {}) {
    const { users, client } = createQlik({ baseUrl, auth: { apiKey: secret }, ...options });
    return {
      get: (id, call) => users.get(id as string, {}, call),
      list: (call) => users.list({}, call),
      create: (call) => users.create({ subject: 'idp\\jane', email: 'j@example.com' } as never, call),
      update: (id, call) => users.update(id as string, { name: 'Jane' }, call),
      remove: (id, call) => users.delete(id as string, call),
      raw: () => client.get({ url: '/api/v1/users', security: [{ scheme: 'bearer', type: 'http' }] }),
    };
  },
};

const qualys: FaultVendor = {
  name: 'Qualys',
  secrets: [TOKEN, Buffer.from(`api:${TOKEN}`).toString('base64')],
  credential: TOKEN,
  id: 7,
  usersPath: '/qps/rest/1.0/get/saq/user',
  createPath: '/qps/rest/1.0/create/saq/user',
  listMethod: 'POST',
  user: saqUser,
  text: saqUsers([saqUser]),
  media: 'xml',
  numericIds: true,
  basic: true,
  ok: {
    get: xml(200, saqUsers([saqUser])),
    list: xml(200, saqUsers([saqUser])),
    create: xml(200, saqUsers([saqUser])),
    remove: xml(200, saqUsers([{ id: '7' }])),
  },
  putsUpdates: false,
  credentialHeader: 'authorization',
  open(baseUrl, { secret = TOKEN, ...options } = {}) {
    const auth = { username: 'api', password: secret };
    const { users, client } = createQualysSaq({ baseUrl, auth, ...options });
    const { id: _, ...input } = saqUser;
    return {
      get: (id, call) => users.get(id, call),
      list: (call) => users.list([], call),
      create: (call) => users.create(input, call),
      update: (id, call) => users.update(id, { title: 'CISO' }, call),
      remove: (id, call) => users.delete(id, call),
      raw: () =>
        client.get({ url: '/qps/rest/1.0/get/saq/user/7', security: [{ scheme: 'basic', type: 'http' }] }),
    };
  },
};

export const vendors = [qradar, iq, qlik, qualys] as const;

/** The type that the vendor's answers have. */
export function typeOf({ media }: FaultVendor): { 'Content-Type': string } {
  return { 'Content-Type': media === 'xml' ? 'text/xml' : 'application/json' };
}

/** What carries the requests: the platform's `fetch`, or our own Node transport. */
export type Carrier = 'fetch' | 'node';

/** Every vendor over every transport; `title` names the pair, `open` makes its client. */
export const cells = (['fetch', 'node'] as const).flatMap((carrier) =>
  vendors.map((vendor) => ({
    title: `${vendor.name} over ${carrier}`,
    vendor,
    carrier,
    open: (baseUrl: string, options?: FaultOptions) =>
      vendor.open(baseUrl, { ...transportOf(carrier), ...options }),
  })),
);

/** The option that chooses a transport; one of Node's own is closed when the test ends. */
export function transportOf(carrier: Carrier): { fetch?: Fetch } {
  if (carrier === 'fetch') return {};
  const transport = nodeTransport();
  onTestFinished(() => transport.close());
  return { fetch: transport };
}

/** The error of a call that must fail. */
export async function failure(work: Promise<unknown>): Promise<Error & Record<string, unknown>> {
  try {
    await work;
  } catch (error) {
    return error as never;
  }
  throw new Error('the call succeeded, though it must not');
}

/** Everything of a list. */
export async function all(list: AsyncIterable<unknown>): Promise<unknown[]> {
  const items: unknown[] = [];
  for await (const item of list) items.push(item);
  return items;
}
