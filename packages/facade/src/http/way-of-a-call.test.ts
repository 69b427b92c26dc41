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

describe('the way of one call', () => {
  it('has at most 14 modules, small helpers apart, and is the one that the architecture page shows', async () => {
    const files = (await filesOfOneCall()).filter((path) => !path.startsWith('util/'));
    expect(files.length).toBeLessThanOrEqual(14);
    expect(linked(page)).toEqual(expect.arrayContaining(files));
    const once = 'http/layers/pipeline.ts'; // the layers are put together once per client
    expect([...files, once]).toEqual(expect.arrayContaining(rows.flatMap(linked)));
  });
});
