import type { BulkReport, Clock, ConnectionOptions } from '@rollcall/facade';
import { createIq } from '@rollcall/facade/iq';
import { createQlik } from '@rollcall/facade/qlik';
import { createQRadar } from '@rollcall/facade/qradar';
import { createQualysSaq } from '@rollcall/facade/qualys-saq';
import type { Vendor } from '@rollcall/mock-servers';
import type { Exchange, Subject, Verb } from './chaos-server.js';

export type Report = BulkReport<unknown, unknown>;

/** What the soak does with one vendor, by the users' names; `ids` are what the vendor calls them. */
interface Players {
  create(names: readonly string[]): Promise<Report>;
  update(ids: readonly string[], value: string): Promise<Report>;
  delete(ids: readonly string[]): Promise<Report>;
  /** The id of a user whom `create` answered. */
  idOf(value: unknown, name: string): string;
  /** Who is there, by name, with what `update` sets. */
  everybody(): Promise<Map<string, string | undefined>>;
  /** Goes on with work that a failed result left to the server. */
  resume?(state: unknown): Promise<unknown>;
}

export interface SoakVendor {
  readonly vendor: Vendor;
  /** Users per call: so many more make as many requests. */
  readonly perCall: number;
  connect(baseUrl: string, options: Omit<ConnectionOptions, 'baseUrl'> & { clock: Clock }): Players;
  /** Reads a request; made anew for each run, since it learns the names behind the ids. */
  reader(): (exchange: Exchange) => Subject;
}

const CONCURRENCY = 8;
const bulk = { concurrency: CONCURRENCY };
const password = 'S0ak-P@ssw0rd';
const byMethod: Record<string, Verb> = { POST: 'create', PUT: 'update', PATCH: 'update', DELETE: 'delete' };

const qradar: SoakVendor = {
  vendor: 'qradar',
  perCall: 1,
  connect(baseUrl, options) {
    const { users } = createQRadar({ baseUrl, auth: { secToken: 'sandbox-token' }, ...options });
    return {
      create: (names) =>
        users.createMany(
          names.map((username) => ({
            username,
            password,
            email: `${username}@example.com`,
            user_role: { id: 2 },
            security_profile: { id: 1 },
          })),
          bulk,
        ),
      update: (ids, value) =>
        users.updateMany(
          ids.map((id) => ({ id: Number(id), patch: { first_name: value } })),
          bulk,
        ),
      delete: (ids) => users.deleteMany(ids.map(Number), { ...bulk, wait: { timeoutMs: 1e12 } }),
      idOf: (value) => String((value as { id: number }).id),
      resume: (state) => users.waitForDelete((state as { task_id: number }).task_id, { timeoutMs: 1e12 }),
      async everybody() {
        const all = await users.list().toArray();
        return new Map(all.map(({ username, first_name }) => [username, first_name ?? undefined]));
      },
    };
  },
  reader: () => {
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
      return method === 'GET'
        ? { names: known }
        : { verb: id && method === 'POST' ? 'update' : 'delete', names: known };
    };
  },
};

const iq: SoakVendor = {
  vendor: 'iq',
  perCall: 1,
  connect(baseUrl, options) {
    const { users } = createIq({ baseUrl, auth: { username: 'admin', password: 'admin123' }, ...options });
    return {
      create: (names) =>
        users.createMany(
          names.map((username) => ({
            username,
            password,
            firstName: 'S',
            lastName: 'new',
            email: `${username}@example.com`,
          })),
          bulk,
        ),
      update: (ids, value) =>
        users.updateMany(
          ids.map((username) => ({ username, patch: { lastName: value } })),
          bulk,
        ),
      delete: (ids) => users.deleteMany(ids, bulk),
      idOf: (_, name) => name,
      async everybody() {
        const all = await users.list().toArray();
        return new Map(all.map(({ username, lastName }) => [username, lastName]));
      },
    };
  },
  reader:
    () =>
    ({ method, path, requestText }) => {
      if (method === 'POST')
        return { verb: 'create', names: [(JSON.parse(requestText) as { username: string }).username] };
      const name = decodeURIComponent(path.split('/').at(-1) ?? '');
      return method === 'GET'
        ? { names: [name] }
        : { verb: byMethod[method] as Verb, names: [name], idempotent: method === 'PUT' };
    },
};

const qlik: SoakVendor = {
  vendor: 'qlik',
  perCall: 1,
  connect(baseUrl, options) {
    const { users } = createQlik({ baseUrl, auth: { apiKey: 'sandbox-key' }, ...options });
    return {
      create: (names) =>
        users.createMany(
          names.map((subject) => ({ subject })),
          bulk,
        ),
      update: (ids, value) =>
        users.updateMany(
          ids.map((id) => ({ id, patch: { name: value } })),
          bulk,
        ),
      delete: (ids) => users.deleteMany(ids, bulk),
      idOf: (value) => (value as { id: string }).id,
      async everybody() {
        const all = await users.list({ limit: 100 }).toArray();
        return new Map(all.map(({ subject, name }) => [subject ?? '', name]));
      },
    };
  },
  reader: () => {
    const names = new Map<string, string>();
    return ({ method, path, requestText, answer }) => {
      if (method === 'POST') {
        const { subject } = JSON.parse(requestText) as { subject: string };
        if (answer?.ok) names.set((JSON.parse(answer.text) as { id: string }).id, subject);
        return { verb: 'create', names: [subject] };
      }
      const name = names.get(path.split('/').at(-1) ?? '');
      const known = name === undefined ? [] : [name];
      return method === 'GET' ? { names: known } : { verb: byMethod[method] as Verb, names: known };
    };
  },
};

const qualysSaq: SoakVendor = {
  vendor: 'qualys-saq',
  perCall: 5,
  connect(baseUrl, options) {
    const { users } = createQualysSaq({
      baseUrl,
      auth: { username: 'sandbox', password: 'sandbox' },
      ...options,
    });
    const batches = { ...bulk, batchSize: qualysSaq.perCall };
    return {
      create: (names) =>
        users.createMany(
          names.map((name) => ({
            firstName: 'S',
            lastName: 'new',
            company: 'Example',
            title: 'Clerk',
            emailAddress: `${name}@example.com`,
          })),
          batches,
        ),
      update: (ids, value) =>
        users.updateMany(
          ids.map((id) => ({ id, patch: { lastName: value } })),
          batches,
        ),
      delete: (ids) => users.deleteMany(ids, batches),
      idOf: (value) => (value as { id: string }).id,
      async everybody() {
        const all = await users.list().toArray({ pageSize: 1000 });
        return new Map(
          all.map(({ emailAddress, lastName }) => [String(emailAddress).split('@')[0] as string, lastName]),
        );
      },
    };
  },
  reader: () => {
    const names = new Map<string, string>();
    return ({ path, requestText, answer }) => {
      if (answer && !answer.text.includes('<responseCode>SUCCESS<')) return { names: [] }; // refused inside 200
      const [, word = ''] = /\/1\.0\/(\w+)\//.exec(path) ?? [];
      const verb = (['create', 'update', 'delete'] as const).find((one) => one === word);
      if (!verb) return { names: [] };
      if (verb === 'create') {
        const found = [...requestText.matchAll(/<emailAddress>([^@<]+)@/g)].map((match) => String(match[1]));
        const ids = [...(answer?.text ?? '').matchAll(/<id>(\d+)<\/id>/g)].map((match) => String(match[1]));
        for (const [at, name] of found.entries()) if (ids[at]) names.set(ids[at], name);
        return { verb, names: found };
      }
      const list = /<Criteria[^>]*>([\d,]+)<\/Criteria>/.exec(requestText)?.[1]?.split(',');
      const ids = list ?? [...requestText.matchAll(/<id>(\d+)<\/id>/g)].map((match) => String(match[1]));
      return { verb, names: ids.map((id) => names.get(id) ?? id) };
    };
  },
};

export const soakVendors: readonly SoakVendor[] = [qradar, iq, qlik, qualysSaq];
