import { readFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import { createIq } from '@rollcall/facade/iq';
import { openTelemetry } from '@rollcall/facade/otel';
import { createQlik } from '@rollcall/facade/qlik';
import { createQRadar } from '@rollcall/facade/qradar';
import { createQualysSaq } from '@rollcall/facade/qualys-saq';
import { describe, expect, it } from 'vitest';

const SOURCES = /packages\/facade\/src\/([^:?)]+\.ts)/g;
const page = readFileSync(new URL('../../docs/architecture.md', import.meta.url), 'utf8');
const rows = page.split('\n').filter((line) => /^\| \d+ \|/.test(line));
const linked = (text: string) => [...text.matchAll(/\]\(\.\.\/src\/([^)]+\.ts)\)/g)].map(([, path]) => path);
const sourcesIn = (text: string) =>
  [...text.matchAll(SOURCES)].map(([, path]) => String(path)).filter((path) => !path.endsWith('.test.ts'));

const BASE_URL = 'https://vendor.example.com';
const BOB = { username: 'bob', firstName: 'Bob', lastName: 'Doe', email: 'bob@example.com' };
const NOBODY =
  '<ServiceResponse><responseCode>SUCCESS</responseCode><count>0</count><hasMoreRecords>false</hasMoreRecords></ServiceResponse>';

/** Functions of the caller's that a client is given, and that note from where they are called, outermost first. */
function watched(body: unknown, headers: Record<string, string> = {}) {
  const stacks: string[][] = [];
  const note = () => {
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 200;
    stacks.push(sourcesIn(String(new Error('here').stack)).reverse()); // V8 follows what is awaited, too
    Error.stackTraceLimit = stackTraceLimit;
  };
  const secret = () => {
    note();
    return 'a-password';
  };
  const fetch = async () => {
    note();
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const type = typeof body === 'string' ? 'text/xml' : 'application/json';
    const response = new Response(text, { headers: { 'content-type': type, ...headers } });
    const watchedHeaders = new Headers(response.headers);
    const get = watchedHeaders.get.bind(watchedHeaders);
    watchedHeaders.get = (name) => {
      note();
      return get(name);
    };
    // A server's library in the same process may have put a Response of its own in place, with new headers at each look.
    Object.defineProperty(response, 'headers', { value: watchedHeaders });
    return response;
  };
  return { stacks, secret, fetch };
}

const one = watched(BOB);
const iq = createIq({
  baseUrl: BASE_URL,
  auth: { username: 'admin', password: one.secret },
  fetch: one.fetch,
});

/** The facade's files whose functions ran between the verb and its result, as V8 counts them. */
async function filesOfOneCall(): Promise<string[]> {
  await iq.users.get('bob'); // what is made once per client is made now
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
  await iq.users.get('bob');
  const { result } = await session.post('Profiler.takePreciseCoverage');
  session.disconnect();
  return result
    .filter(({ functions }) =>
      functions.some(({ functionName, ranges }) => functionName !== '' && (ranges[0]?.count ?? 0) > 0),
    )
    .flatMap(({ url }) => sourcesIn(url));
}

/** A way through files, each as often as it is entered. */
const entries = (stack: readonly string[]) => stack.filter((path, at) => path !== stack[at - 1]);

describe('the way of one call', () => {
  it('has at most 14 modules, small helpers apart, and is the one that the architecture page shows', async () => {
    const files = (await filesOfOneCall()).filter((path) => !path.startsWith('util/'));
    expect(files.length).toBeLessThanOrEqual(14);
    expect(linked(page)).toEqual(expect.arrayContaining(files));
    expect(files).toEqual(expect.arrayContaining(rows.flatMap(linked)));
  });

  it('goes down to the wire and comes back in the order of that page', async () => {
    one.stacks.length = 0;
    await iq.users.get('bob');
    const order = [...rows.flatMap(linked), 'http/decode.ts'];
    const places = one.stacks.map((stack) => entries(stack).map((path) => order.indexOf(path)));
    for (const way of places) expect(way).toEqual([...way].sort((a, b) => a - b));
    const ends = one.stacks.map((stack) => stack.at(-1));
    expect([...new Set(ends)]).toEqual([
      'http/auth.ts',
      'http/layers/transport.ts',
      'http/response.ts',
      'http/decode.ts',
    ]);
  });
});

const lists = {
  QRadar() {
    const { stacks, secret, fetch } = watched([{ id: 1, username: 'bob' }], {
      'content-range': 'items 0-0/1',
    });
    const { users } = createQRadar({ baseUrl: BASE_URL, auth: { secToken: secret }, fetch });
    return { stacks, list: () => users.list().toArray() };
  },
  IQ() {
    const { stacks, secret, fetch } = watched({ users: [BOB] });
    const { users } = createIq({ baseUrl: BASE_URL, auth: { username: 'admin', password: secret }, fetch });
    return { stacks, list: () => users.list().toArray() };
  },
  Qlik() {
    const { stacks, secret, fetch } = watched({ data: [{ id: 'a', name: 'Bob' }], links: {} });
    const { users } = createQlik({ baseUrl: BASE_URL, auth: { apiKey: secret }, fetch });
    return { stacks, list: () => users.list().toArray() };
  },
  Qualys() {
    const { stacks, secret, fetch } = watched(NOBODY);
    const auth = { username: 'admin', password: secret };
    const { users } = createQualysSaq({ baseUrl: BASE_URL, auth, fetch });
    return { stacks, list: () => users.list().toArray() };
  },
};

describe('the way of a call that is traced', () => {
  it('enters no file twice either', async () => {
    const { stacks, secret, fetch } = watched(BOB);
    const auth = { username: 'admin', password: secret };
    const traced = createIq({
      baseUrl: BASE_URL,
      auth,
      fetch,
      telemetry: openTelemetry(),
    });
    await traced.users.get('bob');
    const ways = stacks.map(entries);
    expect(ways.filter((way) => way.includes('otel/open-telemetry.ts'))).not.toEqual([]);
    for (const way of ways) expect(way).toEqual([...new Set(way)]);
  });
});

describe.each(Object.entries(lists))('the way of a list of %s', (_, make) => {
  it('enters no file twice, wherever one looks, and at most 14', async () => {
    const { stacks, list } = make();
    await list();
    const ends = new Set(stacks.map((stack) => stack.at(-1)));
    expect(ends).toContain('http/auth.ts');
    expect(ends).toContain('http/layers/transport.ts');
    expect(ends).toContain('http/response.ts');
    for (const way of stacks.map(entries)) expect(way).toEqual([...new Set(way)]);
    const files = new Set(stacks.flat());
    expect(files.size).toBeLessThanOrEqual(14);
    expect(linked(page)).toEqual(
      expect.arrayContaining([...files].filter((path) => !/users\.ts$/.test(path))),
    );
  });
});
