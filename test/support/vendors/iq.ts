import { createIq, type Iq, type IqOptions } from '@rollcall/facade/iq';
import { createClient, createUser, getUser } from '@rollcall/iq';
import { answer, json } from '../scripts.ts';
import { authOf, BODY, basicOf, connectionOptions, PASSWORD, SECRET } from './samples.ts';
import type { Exchange, OpenOptions, Subject, Vendor, VendorCredential, VendorWire } from './vendor.ts';

const PATH = '/api/v2/users';
const USER = { username: 'jane', firstName: 'J', lastName: 'D', email: 'j@example.com' };

const credential: VendorCredential = {
  auth: {
    token: (secret) => ({ token: secret }),
    password: (secret) => ({ username: 'admin', password: secret }),
  },
  secret: SECRET,
  sandbox: 'admin123',
  hidden: [SECRET, PASSWORD, basicOf('admin', SECRET)],
  header: 'authorization',
  basic: true,
};

export function openIq(baseUrl: string, options: OpenOptions<IqOptions> = {}): Iq {
  const auth = authOf(credential, { by: 'password', ...options });
  return createIq({ baseUrl, auth, ...connectionOptions(options) });
}

const wire: VendorWire = {
  id: 'jane',
  numericIds: false,
  apiPath: PATH,
  usersPath: PATH,
  createPath: PATH,
  listMethod: 'GET',
  putsUpdates: true,
  media: 'json',
  user: USER,
  text: JSON.stringify(USER),
  input: { ...USER, password: PASSWORD },
  userAt: (n) => ({
    username: `user${n}`,
    firstName: 'Jane',
    lastName: `Doe ${n}`,
    email: `user${n}@example.com`,
    realm: 'Internal',
  }),
  page: (users) => ({ headers: { 'content-type': 'application/json' }, text: JSON.stringify({ users }) }),
  ok: {
    get: json(200, USER),
    list: json(200, { users: [USER] }),
    create: answer(204),
    remove: answer(204),
  },
};

export const iq: Vendor = {
  name: 'IQ',
  key: 'iq',
  factory: 'createIq',
  credential,
  wire,
  open(baseUrl, options) {
    const { users, client } = openIq(baseUrl, options);
    return {
      client,
      get: (id, call) => users.get(id as string, {}, call),
      list: (call) => users.list({}, call),
      create: (call) => users.create(wire.input as never, call),
      update: (id, call) => users.update(id as string, { email: 'j@example.com' }, call),
      remove: (id, call) => users.delete(id as string, {}, call),
      raw: () => client.get({ url: PATH, security: [{ scheme: 'basic', type: 'http' }] }),
      createMany: (inputs, bulk) => users.createMany(inputs as never, bulk),
      updateMany: (ids, lastName, bulk) =>
        users.updateMany(
          ids.map((username) => ({ username, patch: { lastName } })),
          bulk,
        ),
      deleteMany: (ids, bulk) => users.deleteMany(ids, bulk),
      async everybody() {
        const all = await users.list().toArray();
        return new Map(all.map(({ username, lastName }) => [username, lastName]));
      },
    };
  },
  generated: {
    createClient,
    pathKey: 'username',
    read: getUser,
    write: createUser,
    body: BODY,
    bodyText: JSON.stringify(BODY),
  },
  bulk: {
    perCall: 1,
    newcomer: (username) => ({
      username,
      password: 'S0ak-P@ssw0rd',
      firstName: 'S',
      lastName: 'new',
      email: `${username}@example.com`,
    }),
    idOf: (_, name) => name,
    reader: () => subjectOf,
  },
};

function subjectOf({ method, path, requestText }: Exchange): Subject {
  if (method === 'POST') {
    const { username } = JSON.parse(requestText) as { username: string };
    return { verb: 'create', names: [username] };
  }
  const names = [decodeURIComponent(path.split('/').at(-1) ?? '')];
  if (method === 'GET') return { names };
  return { verb: method === 'PUT' ? 'update' : 'delete', names, idempotent: method === 'PUT' };
}
