import { readFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import { createIq } from '@rollcall/facade/iq';
import { describe, expect, it } from 'vitest';

const SOURCES = /packages\/facade\/src\/(.*)$/;
const page = readFileSync(new URL('../../docs/architecture.md', import.meta.url), 'utf8');
const rows = page.split('\n').filter((line) => /^\| \d+ \|/.test(line));
const linked = (text: string) => [...text.matchAll(/\]\(\.\.\/src\/([^)]+\.ts)\)/g)].map(([, path]) => path);

/** The facade's files whose functions ran between the verb and its result, as V8 counts them. */
async function filesOfOneCall(): Promise<string[]> {
  const user = { username: 'bob', firstName: 'Bob', lastName: 'Doe', email: 'bob@example.com' };
  const { users } = createIq({
    baseUrl: 'https://iq.example.com',
    auth: { username: 'admin', password: 'a password' },
    fetch: async () => Response.json(user),
  });
  await users.get('bob'); // what is made once per client is made now
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
  await users.get('bob');
  const { result } = await session.post('Profiler.takePreciseCoverage');
  session.disconnect();
  return result
    .filter(({ functions }) =>
      functions.some(({ functionName, ranges }) => functionName !== '' && (ranges[0]?.count ?? 0) > 0),
    )
    .flatMap(({ url }) => SOURCES.exec(url)?.[1] ?? [])
    .filter((path) => !path.endsWith('.test.ts'));
}

/** The facade's files that stand between the verb and `fetch`, in order; V8 follows what is awaited, too. */
async function filesDownToFetch(): Promise<string[]> {
  let stack = '';
  const { users } = createIq({
    baseUrl: 'https://iq.example.com',
    auth: { username: 'admin', password: 'a password' },
    fetch: async () => {
      const { stackTraceLimit } = Error;
      Error.stackTraceLimit = 200;
      stack = String(new Error('here').stack);
      Error.stackTraceLimit = stackTraceLimit;
      return Response.json({ username: 'bob' });
    },
  });
  await users.get('bob');
  const files = [...stack.matchAll(/packages\/facade\/src\/([^:?)]+\.ts)/g)].map(([, path]) => String(path));
  return files.filter((path) => !path.endsWith('.test.ts')).reverse();
}

describe('the way of one call', () => {
  it('has at most 14 modules, small helpers apart, and is the one that the architecture page shows', async () => {
    const files = (await filesOfOneCall()).filter((path) => !path.startsWith('util/'));
    expect(files.length).toBeLessThanOrEqual(14);
    expect(linked(page)).toEqual(expect.arrayContaining(files));
    const once = 'http/layers/pipeline.ts'; // the layers are put together once per client
    expect([...files, once]).toEqual(expect.arrayContaining(rows.flatMap(linked)));
  });

  it('goes down to the wire and comes back to no file but the two that the page names', async () => {
    const files = await filesDownToFetch();
    expect([files[0], files.at(-1)]).toEqual(['iq/users.ts', 'http/layers/transport.ts']);
    const entries = files.filter((path, at) => path !== files[at - 1]);
    const again = entries.filter((path, at) => entries.indexOf(path) < at);
    // The timer runs what send.ts gives it, and each layer goes on by pipeline.ts.
    expect([...new Set(again)].sort()).toEqual(['http/layers/pipeline.ts', 'http/send.ts']);
    const sentence = page.split('\n').find((line) => line.includes('is entered once')) ?? '';
    expect(linked(sentence).sort()).toEqual(['http/layers/pipeline.ts', 'http/send.ts']);
  });
});
