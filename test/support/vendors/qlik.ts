import { createQlik, type Qlik, type QlikOptions } from '@rollcall/facade/qlik';
import { createClient, createUser, getUser } from '@rollcall/qlik';
import { answer, json } from '../scripts.ts';
import { authOf, BODY, connectionOptions, SECRET } from './samples.ts';
import type { Exchange, OpenOptions, Subject, Vendor, VendorCredential, VendorWire } from './vendor.ts';

const PATH = '/api/v1/users';
const USER = { id: 'u-1', subject: 'idp\\jane', email: 'j@example.com' };

const credential: VendorCredential = {
  auth: { token: (secret) => ({ apiKey: secret }) },
  secret: SECRET,
  sandbox: 'sandbox-key',
  hidden: [SECRET],
  header: 'authorization',
  basic: false,
};

export function openQlik(baseUrl: string, options: OpenOptions<QlikOptions> = {}): Qlik {
  return createQlik({ baseUrl, auth: authOf(credential, options), ...connectionOptions(options) });
}

const wire: VendorWire = {
  id: 'u-1',
  numericIds: false,
  apiPath: PATH,
  usersPath: PATH,
  createPath: PATH,
  listMethod: 'GET',
  putsUpdates: false,
  media: 'json',
  user: USER,
  text: JSON.stringify(USER),
  input: { subject: 'idp\\jane', email: 'j@example.com' },
  userAt: (n) => ({
    id: `6${String(n).padStart(23, '0')}`,
    name: `User ${n}`,
    email: `user${n}@example.com`,
    subject: `auth0|${n}`,
    status: 'active',
    tenantId: 'q3VRZ4YMixpaLKEPhkZWM-XMIDN7cO8f',
    createdAt: '2025-01-01T00:00:00Z',
    lastUpdatedAt: '2025-01-01T00:00:00Z',
    assignedRoles: [],
    assignedGroups: [],
  }),
  page: (users, { total } = { from: 0, total: users.length }) => ({
    headers: { 'content-type': 'application/json' },
    text: JSON.stringify({ data: users, links: {}, totalResults: total }),
  }),
  ok: {
    get: json(200, USER),
    list: json(200, { data: [USER], links: {} }),
    create: json(201, USER),
    remove: answer(204),
  },
};

export const qlik: Vendor = {
  name: 'Qlik',
  key: 'qlik',
  factory: 'createQlik',
  credential,
  wire,
  open(baseUrl, options) {
    const { users, client } = openQlik(baseUrl, options);
    return {
      client,
      get: (id, call) => users.get(id as string, {}, call),
      list: (call) => users.list({}, call),
      create: (call) => users.create(wire.input as never, call),
      update: (id, call) => users.update(id as string, { name: 'Jane' }, call),
      remove: (id, call) => users.delete(id as string, call),
      raw: () => client.get({ url: PATH, security: [{ scheme: 'bearer', type: 'http' }] }),
      createMany: (inputs, bulk) => users.createMany(inputs as never, bulk),
      updateMany: (ids, name, bulk) =>
        users.updateMany(
          ids.map((id) => ({ id, patch: { name } })),
          bulk,
        ),
      deleteMany: (ids, bulk) => users.deleteMany(ids, bulk),
      async everybody() {
        const all = await users.list({ limit: 100 }).toArray();
        return new Map(all.map(({ subject, name }) => [subject ?? '', name]));
      },
    };
  },
  generated: {
    createClient,
    pathKey: 'userId',
    read: getUser,
    write: createUser,
    body: BODY,
    bodyText: JSON.stringify(BODY),
  },
  bulk: {
    perCall: 1,
    newcomer: (subject) => ({ subject }),
    idOf: (value) => (value as { id: string }).id,
    reader,
  },
};

function reader(): (exchange: Exchange) => Subject {
  const names = new Map<string, string>();
  return ({ method, path, requestText, answer }) => {
    if (method === 'POST') {
      const { subject } = JSON.parse(requestText) as { subject: string };
      if (answer?.ok) names.set((JSON.parse(answer.text) as { id: string }).id, subject);
      return { verb: 'create', names: [subject] };
    }
    const name = names.get(path.split('/').at(-1) ?? '');
    const known = name === undefined ? [] : [name];
    if (method === 'GET') return { names: known };
    return { verb: method === 'PATCH' ? 'update' : 'delete', names: known };
  };
}
