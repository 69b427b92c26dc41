import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { type RunningMock, startMock } from '@rollcall/mock-servers';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { kim, TOKEN, writesOf } from './bridge.test.helper.js';
import { envOf, temporaryFolder, writeConfig } from './program.test.helper.js';

/** The program as users start it, compiled: `pnpm test:slow` builds it first. */
const PROGRAM = fileURLToPath(new URL('../../packages/scim/dist/cli.js', import.meta.url));

const folder = temporaryFolder();
const running: ChildProcess[] = [];
/** The console's time; its deletion takes three steps of a minute. */
let now = Date.parse('2026-11-25T08:00:00Z');
let mock: RunningMock;
beforeAll(async () => {
  mock = await startMock('qradar', { strict: true, clock: { now: () => now }, taskStepMs: 60_000 });
});
afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
});
afterAll(() => mock.close());

/** Starts the program, and gives the address that it prints. */
async function start(
  args: readonly string[],
): Promise<{ child: ChildProcess; url: string; printed: string }> {
  const child = spawn(process.execPath, [PROGRAM, '--port', '0', ...args], { env: envOf(mock) });
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

it('a deletion during which the program was killed is taken up by the next one, and never started twice', async () => {
  const config = writeConfig(folder, mock);
  const first = await start(['--config', config]);
  const { id } = (await (await call(`${first.url}/Users`, 'POST', kim)).json()) as { id: string };
  const cut = call(`${first.url}/Users/${id}`, 'DELETE').catch(() => 'cut');
  const isWaiting = () => mock.journal.some(({ operationId = '' }) => /task/i.test(operationId));
  await expect.poll(isWaiting, { timeout: 30_000 }).toBe(true);
  first.child.kill('SIGKILL');
  expect(await cut).toBe('cut');
  now += 600_000;
  const second = await start(['--config', config]);
  // The killed process holds the person for some seconds yet; the request waits for them.
  expect((await call(`${second.url}/Users/${id}`, 'DELETE')).status).toBe(204);
  expect((await call(`${second.url}/Users/${id}`, 'GET')).status).toBe(404);
  expect(writesOf(mock).filter((name) => name === 'deleteUser')).toHaveLength(1);
});

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
