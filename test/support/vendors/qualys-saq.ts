import { createQualysSaq, type QualysSaq, type QualysSaqOptions } from '@rollcall/facade/qualys-saq';
import { createClient, createUsers, getUser } from '@rollcall/qualys-saq';
import { SAQ_USER, saqUsers } from '../saq-answers.ts';
import { xml } from '../scripts.ts';
import { authOf, basicOf, connectionOptions, SECRET } from './samples.ts';
import type { Exchange, OpenOptions, Subject, Vendor, VendorCredential, VendorWire } from './vendor.ts';

const API = '/qps/rest/1.0/';
const USERNAME = 'sandbox';
/** What the generated functions write here: they take XML as it is. */
const BODY = '<?xml version="1.0"?>\n<ServiceRequest><a>jäne 日本 &amp;</a></ServiceRequest>';

const credential: VendorCredential = {
  auth: { password: (secret) => ({ username: USERNAME, password: secret }) },
  secret: SECRET,
  sandbox: 'sandbox',
  hidden: [SECRET, basicOf(USERNAME, SECRET)],
  header: 'authorization',
  basic: true,
};

export function openQualysSaq(baseUrl: string, options: OpenOptions<QualysSaqOptions> = {}): QualysSaq {
  return createQualysSaq({ baseUrl, auth: authOf(credential, options), ...connectionOptions(options) });
}

/** What creates `saqUser`. */
const { id: _, ...input } = SAQ_USER;
export const saqInput = input;

const wire: VendorWire = {
  id: 7,
  numericIds: true,
  apiPath: API,
  usersPath: `${API}get/saq/user`,
  createPath: `${API}create/saq/user`,
  listMethod: 'POST',
  putsUpdates: false,
  media: 'xml',
  user: SAQ_USER,
  text: saqUsers([SAQ_USER]),
  input,
  userAt: (n) => ({ ...SAQ_USER, id: String(n), emailAddress: `user${n}@example.com` }),
  page: (users) => ({
    headers: { 'content-type': 'text/xml;charset=UTF-8' },
    text: saqUsers(users as Record<string, string>[]),
  }),
  ok: {
    get: xml(200, saqUsers([SAQ_USER])),
    list: xml(200, saqUsers([SAQ_USER])),
    create: xml(200, saqUsers([SAQ_USER])),
    remove: xml(200, saqUsers([{ id: '7' }])),
  },
};

export const qualysSaq: Vendor = {
  name: 'Qualys',
  key: 'qualys-saq',
  factory: 'createQualysSaq',
  credential,
  wire,
  open(baseUrl, options) {
    const { users, client } = openQualysSaq(baseUrl, options);
    return {
      client,
      get: (id, call) => users.get(id, call),
      list: (call) => users.list([], call),
      create: (call) => users.create(input, call),
      update: (id, call) => users.update(id, { title: 'CISO' }, call),
      remove: (id, call) => users.delete(id, call),
      raw: () => client.get({ url: `${wire.usersPath}/7`, security: [{ scheme: 'basic', type: 'http' }] }),
      createMany: (inputs, bulk) => users.createMany(inputs as never, bulk),
      updateMany: (ids, lastName, bulk) =>
        users.updateMany(
          ids.map((id) => ({ id, patch: { lastName } })),
          bulk,
        ),
      deleteMany: (ids, bulk) => users.deleteMany(ids, bulk),
      async everybody() {
        const all = await users.list().toArray({ pageSize: 1000 });
        return new Map(
          all.map(({ emailAddress, lastName }) => [String(emailAddress).split('@')[0] as string, lastName]),
        );
      },
    };
  },
  generated: {
    createClient,
    pathKey: 'id',
    read: getUser,
    write: createUsers,
    body: BODY,
    bodyText: BODY,
  },
  bulk: {
    perCall: 5,
    newcomer: (name) => ({
      firstName: 'S',
      lastName: 'new',
      company: 'Example',
      title: 'Clerk',
      emailAddress: `${name}@example.com`,
    }),
    idOf: (value) => (value as { id: string }).id,
    reader,
  },
};

function reader(): (exchange: Exchange) => Subject {
  const names = new Map<string, string>();
  const valuesOf = (text: string, pattern: RegExp) =>
    [...text.matchAll(pattern)].map((match) => String(match[1]));
  return ({ path, requestText, answer }) => {
    if (answer && !answer.text.includes('<responseCode>SUCCESS<')) return { names: [] }; // refused inside 200
    const [, word = ''] = /\/1\.0\/(\w+)\//.exec(path) ?? [];
    const verb = (['create', 'update', 'delete'] as const).find((one) => one === word);
    if (!verb) return { names: [] };
    if (verb === 'create') {
      const found = valuesOf(requestText, /<emailAddress>([^@<]+)@/g);
      const ids = valuesOf(answer?.text ?? '', /<id>(\d+)<\/id>/g);
      for (const [at, name] of found.entries()) if (ids[at]) names.set(ids[at], name);
      return { verb, names: found };
    }
    const list = /<Criteria[^>]*>([\d,]+)<\/Criteria>/.exec(requestText)?.[1]?.split(',');
    const ids = list ?? valuesOf(requestText, /<id>(\d+)<\/id>/g);
    return { verb, names: ids.map((id) => names.get(id) ?? id) };
  };
}
