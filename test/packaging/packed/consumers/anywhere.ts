// A user's file for every platform that has `fetch`: compiled by each TypeScript against the packed types.
import { HttpError, type Paged } from '@rollcall/facade';
import { createIq } from '@rollcall/facade/iq';
import { createQlik, where as whereQlik } from '@rollcall/facade/qlik';
import { createQRadar, type QRadarUser, where } from '@rollcall/facade/qradar';
import { createQualysSaq } from '@rollcall/facade/qualys-saq';
import { createClient as createIqClient, listUsers as listIqUsers } from '@rollcall/iq';
import { listUsers as listQlikUsers } from '@rollcall/qlik';
import { listUsers as listQRadarUsers, type UserCreate } from '@rollcall/qradar';
import type { User } from '@rollcall/qualys-saq';

const qradar = createQRadar({ baseUrl: 'https://qradar.example.com', auth: { secToken: 'token' } });
const iq = createIq({ baseUrl: 'https://iq.example.com', auth: { username: 'a', password: 'pass' } });
const qlik = createQlik({ baseUrl: 'https://tenant.eu.qlikcloud.com', auth: { apiKey: 'key-1' } });
const saq = createQualysSaq({
  baseUrl: 'https://qualys.example.com',
  auth: { username: 'a', password: 'pass' },
});

export async function join(input: UserCreate): Promise<number> {
  const everybody: Paged<QRadarUser> = qradar.users.list({ filter: where('email', 'like', '%@example.com') });
  for await (const user of everybody) {
    const name: string = user.username;
    // @ts-expect-error a name is no number, and no any
    const wrong: number = user.username;
    void [name, wrong];
  }
  const { id } = await qradar.users.create(input);
  try {
    await qradar.users.deleteAndWait(id, { timeoutMs: 1000, onProgress: ({ status }) => void status });
  } catch (error) {
    if (error instanceof HttpError) return error.status;
  }
  // @ts-expect-error a misspelt field
  where('emial', '=', 'x');
  // @ts-expect-error a user needs more than a name
  await qradar.users.create({ username: 'jane' });
  return id;
}

export async function others(): Promise<unknown[]> {
  const people: User[] = await saq.users.list().toArray();
  // @ts-expect-error no such field
  await qlik.users.list({ fields: ['nickname'] }).toArray();
  // @ts-expect-error an apiKey is needed
  createQlik({ baseUrl: 'https://tenant.eu.qlikcloud.com' });
  const found = await qlik.users.filter(whereQlik('email', 'eq', 'a@example.com')).toArray();
  const ted = await iq.users.find('ted');
  const email: string | undefined = ted?.email;
  return [people, found, email];
}

export async function byTheGeneratedClients(): Promise<unknown[]> {
  const { data } = await listQRadarUsers({ client: qradar.client });
  const plain = createIqClient({ baseUrl: 'https://iq.example.com', auth: () => 'a:b' });
  const listed = await listIqUsers({ client: plain, query: { realm: 'SAML' } });
  // @ts-expect-error a misspelt parameter
  await listIqUsers({ client: plain, query: { relm: 'SAML' } });
  const usernames: (string | undefined)[] | undefined = listed.data?.users?.map(({ username }) => username);
  return [data, usernames, await listQlikUsers({ client: qlik.client })];
}
