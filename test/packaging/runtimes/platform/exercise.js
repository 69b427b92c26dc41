// What every runtime has to do with the packed packages: plain JavaScript, nothing of any platform but `fetch`.
import { createIq } from '@rollcall/facade/iq';
import { createQlik } from '@rollcall/facade/qlik';
import { createQRadar } from '@rollcall/facade/qradar';
import { createQualysSaq } from '@rollcall/facade/qualys-saq';

const jane = {
  username: 'jane',
  password: 'P@ssw0rd!',
  email: 'jane@example.com',
  user_role: { id: 2 },
  security_profile: { id: 1 },
};

/** `urls`: where each vendor's sandbox listens. `options`: for every client, such as a transport. */
export async function exercise(urls, options = {}) {
  const qradar = createQRadar({ baseUrl: urls.qradar, auth: { secToken: 'sandbox-token' }, ...options });
  const listed = await qradar.users.list().toArray();
  const created = await qradar.users.create(jane);
  const states = [];
  const task = await qradar.users.deleteAndWait(created.id, {
    intervalMs: 20,
    timeoutMs: 10_000,
    onProgress: ({ status }) => states.push(status),
  });
  const gone = await qradar.users.get(created.id).catch((error) => `${error.name} ${error.status}`);

  const iq = createIq({ baseUrl: urls.iq, auth: { username: 'admin', password: 'admin123' }, ...options });
  const qlik = createQlik({ baseUrl: urls.qlik, auth: { apiKey: 'sandbox-key' }, ...options });
  const auth = { username: 'sandbox', password: 'sandbox' };
  const saq = createQualysSaq({ baseUrl: urls['qualys-saq'], auth, ...options });
  return {
    qradar: listed.map(({ username }) => username),
    created: created.username,
    states,
    deleted: task.status,
    gone,
    iq: (await iq.users.list().toArray()).map(({ username }) => username),
    qlik: (await qlik.users.list({ limit: 2 }).toArray()).map(({ id }) => id),
    'qualys-saq': (await saq.users.list().toArray()).map(({ id }) => id),
  };
}
