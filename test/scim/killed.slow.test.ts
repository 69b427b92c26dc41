import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { type RunningMock, startMock } from '@rollcall/mock-servers';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { type Postgres, startPostgres } from '../../packages/scim/src/store/postgres.test.helper.js';
import { kim, TOKEN, writesOf } from './bridge.test.helper.js';
import { envOf, temporaryFolder, writeConfig } from './program.test.helper.js';

/** The program as users start it, compiled: `pnpm test:slow` builds it first. */
const PROGRAM = fileURLToPath(new URL('../../packages/scim/dist/cli.js', import.meta.url));

const folder = temporaryFolder();
const running: ChildProcess[] = [];
/** The console's time; its deletion takes three steps of a minute. */
let now = Date.parse('2026-11-25T08:00:00Z');
let mock: RunningMock;
let postgres: Postgres | undefined;
beforeAll(async () => {
  postgres = await startPostgres();
  mock = await startMock('qradar', { strict: true, clock: { now: () => now }, taskStepMs: 60_000 });
}, 60_000);
beforeEach(() => mock.reset());
afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
});
afterAll(async () => {
  await mock.close();
  await postgres?.stop();
});

/** Starts the program, and gives the address that it prints. */
async function start(
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<{ child: ChildProcess; url: string; printed: string }> {
  const all = { ...envOf(mock), ...env };
  const child = spawn(process.execPath, [PROGRAM, '--port', '0', ...args], { env: all });
  running.push(child);
  let printed = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    printed += chunk.toString();
  });
  while (!printed.includes('Try: curl')) {
    await Promise.race([
      once(child.stderr ?? child, 'data'),
      once(child, 'exit').then(() => expect.fail(`the program ended: ${printed}`)),
    ]);
  }
  return { child, printed, url: printed.slice(0, printed.indexOf('\n')) };
}

const call = (url: string, method: string, body?: object) =>
  fetch(url, {
    method,
    headers: { Authorization: `Bearer ${TOKEN}`, 'Content-Type': 'application/scim+json' },
    ...(body && { body: JSON.stringify(body) }),
  });

it.for([
  { store: 'SQLite', state: 'state.db' },
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a reference, as the file has it
  { store: 'PostgreSQL', state: { postgres: '${env:SCIM_STATE}' } },
])(
  'a deletion during which the program was killed is taken up by the next one, and never started twice, with $store',
  async ({ store, state }, { skip }) => {
    if (store === 'PostgreSQL' && !postgres) skip('PostgreSQL is not installed here');
    const env = { SCIM_STATE: await postgres?.database() };
    const config = writeConfig(folder, mock, { state });
    const first = await start(['--config', config], env);
    const { id } = (await (await call(`${first.url}/Users`, 'POST', kim)).json()) as { id: string };
    const cut = call(`${first.url}/Users/${id}`, 'DELETE').catch(() => 'cut');
    const isWaiting = () => mock.journal.some(({ operationId = '' }) => /task/i.test(operationId));
    await expect.poll(isWaiting, { timeout: 30_000 }).toBe(true);
    first.child.kill('SIGKILL');
    expect(await cut).toBe('cut');
    now += 600_000;
    const second = await start(['--config', config], env);
    // The killed process holds the person for some seconds yet; the request waits for them.
    expect((await call(`${second.url}/Users/${id}`, 'DELETE')).status).toBe(204);
    expect((await call(`${second.url}/Users/${id}`, 'GET')).status).toBe(404);
    expect(writesOf(mock).filter((name) => name === 'deleteUser')).toHaveLength(1);
  },
);

it('the program serves the four sandboxes by one command, and stops when it is told to', async () => {
  const { child, printed, url } = await start(['--sandbox']);
  for (const system of ['qradar', 'iq', 'qlik', 'qualys-saq'])
    expect(printed).toContain(`/scim/v2/${system}\n`);
  const token = /Token: (\S+)/.exec(printed)?.[1];
  const answer = await fetch(`${url}/Users?count=2`, { headers: { Authorization: `Bearer ${token}` } });
  expect([answer.status, ((await answer.json()) as { itemsPerPage: number }).itemsPerPage]).toEqual([200, 2]);
  child.kill('SIGTERM');
  expect((await once(child, 'exit'))[0]).toBe(0);
});
