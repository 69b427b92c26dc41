// Run with --expose-gc as `constant-memory.mjs <vendor> <baseUrl> <count>`: creates that many users and prints, as JSON,
// what came of it and the heap in use after a collection, sampled along the way. The server is another process's.
const [vendor, baseUrl, count] = process.argv.slice(2);
const total = Number(count);
const SAMPLES = 10;

const clients = {
  qradar: async () =>
    (await import('@rollcall/facade/qradar')).createQRadar({ baseUrl, auth: { secToken: 'sandbox-token' } }),
  iq: async () =>
    (await import('@rollcall/facade/iq')).createIq({
      baseUrl,
      auth: { username: 'admin', password: 'admin123' },
    }),
  qlik: async () =>
    (await import('@rollcall/facade/qlik')).createQlik({ baseUrl, auth: { apiKey: 'sandbox-key' } }),
  'qualys-saq': async () =>
    (await import('@rollcall/facade/qualys-saq')).createQualysSaq({
      baseUrl,
      auth: { username: 'sandbox', password: 'sandbox' },
    }),
};
const inputs = {
  qradar: (name) => ({
    username: name,
    password: 'P@ssw0rd!9',
    email: `${name}@example.com`,
    user_role: { id: 2 },
    security_profile: { id: 1 },
  }),
  iq: (name) => ({
    username: name,
    password: 'S3cret-Pass',
    firstName: 'U',
    lastName: name,
    email: `${name}@example.com`,
  }),
  qlik: (name) => ({ subject: name, name }),
  'qualys-saq': (name) => ({
    firstName: 'U',
    lastName: name,
    company: 'Example',
    title: 'Clerk',
    emailAddress: `${name}@example.com`,
  }),
};

async function* people() {
  for (let n = 0; n < total; n += 1) yield inputs[vendor](`user${String(n).padStart(6, '0')}`);
}

const heaps = [];
const { users } = await clients[vendor]();
let seen = 0;
const report = await users.createMany(people(), {
  collect: false,
  onResult() {
    seen += 1;
    if (seen % Math.floor(total / SAMPLES) !== 0) return;
    globalThis.gc();
    heaps.push(process.memoryUsage().heapUsed);
  },
});
console.log(JSON.stringify({ ...report, seen, heaps }));
