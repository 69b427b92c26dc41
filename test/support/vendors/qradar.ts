import { createQRadar, type QRadar, type QRadarOptions } from '@rollcall/facade/qradar';
import { createClient, createUser, getUser } from '@rollcall/qradar';
import { json } from '../scripts.ts';
import { authOf, BODY, connectionOptions, PASSWORD, SECRET } from './samples.ts';
import type { Exchange, OpenOptions, Subject, Vendor, VendorCredential, VendorWire } from './vendor.ts';

const PATH = '/api/config/access/users';
const USER = { id: 7, username: 'jane' };

const credential: VendorCredential = {
  auth: {
    token: (secret) => ({ secToken: secret }),
    password: (secret) => ({ username: 'admin', password: secret }),
  },
  secret: SECRET,
  sandbox: 'sandbox-token',
  hidden: [SECRET, PASSWORD],
  header: 'sec',
  basic: false,
};

export function openQRadar(baseUrl: string, options: OpenOptions<QRadarOptions> = {}): QRadar {
  return createQRadar({ baseUrl, auth: authOf(credential, options), ...connectionOptions(options) });
}

function page(users: readonly object[], { from, total } = { from: 0, total: users.length }) {
  const headers = { 'content-range': `items ${from}-${from + users.length - 1}/${total}` };
  return { headers: { 'content-type': 'application/json', ...headers }, text: JSON.stringify(users) };
}

const wire: VendorWire = {
  id: 7,
  numericIds: true,
  apiPath: PATH,
  usersPath: PATH,
  createPath: PATH,
  listMethod: 'GET',
  putsUpdates: false,
  media: 'json',
  user: USER,
  text: JSON.stringify(USER),
  input: { username: 'jane', password: PASSWORD, user_role: { id: 1 }, security_profile: { id: 1 } },
  userAt: (n) => ({
    id: n,
    username: `user${n}`,
    email: `user${n}@example.com`,
    description: 'Works in the operations centre',
    user_role_id: 1 + (n % 5),
    security_profile_id: 1 + (n % 3),
    tenant_id: 0,
    locale_id: 'en',
    enable_popup_notifications: false,
    allow_system_authentication_fallback: false,
    inactivity_timeout: 30,
    password_creation_time: 1_700_000_000_000 + n,
  }),
  page,
  ok: {
    get: json(200, USER),
    list: json(200, [USER], page([USER]).headers),
    create: json(201, { ...USER, user_role: { id: 1 }, security_profile: { id: 1 } }),
    remove: json(202, { task_id: 3, status: 'QUEUED' }),
  },
};

/** Tasks outlive a fake clock's hours. */
const WAIT = { timeoutMs: 2 ** 31 - 1 };

export const qradar: Vendor = {
  name: 'QRadar',
  key: 'qradar',
  factory: 'createQRadar',
  credential,
  wire,
  open(baseUrl, options) {
    const { users, client } = openQRadar(baseUrl, options);
    return {
      client,
      get: (id, call) => users.get(id as number, call),
      list: (call) => users.list({}, call),
      create: (call) => users.create(wire.input as never, call),
      update: (id, call) => users.update(id as number, { email: 'j@example.com' }, call),
      remove: (id, call) => users.delete(id as number, call),
      raw: () => client.get({ url: PATH }),
      createMany: (inputs, bulk) => users.createMany(inputs as never, bulk),
      updateMany: (ids, first_name, bulk) =>
        users.updateMany(
          ids.map((id) => ({ id: Number(id), patch: { first_name } })),
          bulk,
        ),
      deleteMany: (ids, bulk) => users.deleteMany(ids.map(Number), { ...bulk, wait: WAIT }),
      resume: (state) => users.waitForDelete((state as { task_id: number }).task_id, WAIT),
      async everybody() {
        const all = await users.list().toArray();
        return new Map(all.map(({ username, first_name }) => [username, first_name ?? undefined]));
      },
    };
  },
  generated: {
    createClient,
    pathKey: 'id',
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
      email: `${username}@example.com`,
      user_role: { id: 2 },
      security_profile: { id: 1 },
    }),
    idOf: (value) => String((value as { id: number }).id),
    reader,
  },
};

function reader(): (exchange: Exchange) => Subject {
  const names = new Map<string, string>();
  return ({ method, path, requestText, answer }) => {
    const { pathname } = new URL(path, 'http://x');
    const [, id, task] = /\/users(?:\/(\d+)|\/delete_tasks\/(\d+))?$/.exec(pathname) ?? [];
    if (method === 'POST' && !id) {
      const { username } = JSON.parse(requestText) as { username: string };
      if (answer?.ok) names.set(String((JSON.parse(answer.text) as { id: number }).id), username);
      return { verb: 'create', names: [username] };
    }
    if (method === 'DELETE' && answer?.ok) {
      const { task_id } = JSON.parse(answer.text) as { task_id: number };
      names.set(`task ${task_id}`, `task of ${names.get(id ?? '')}`);
    }
    const name = names.get(task ? `task ${task}` : (id ?? ''));
    const known = name === undefined ? [] : [name];
    if (method === 'GET') return { names: known };
    return { verb: id && method === 'POST' ? 'update' : 'delete', names: known };
  };
}
