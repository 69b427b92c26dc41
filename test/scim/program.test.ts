import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type RunningMock, startMock } from '@rollcall/mock-servers';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { readArguments } from '../../packages/scim/src/program/arguments.js';
import { openConfigured } from '../../packages/scim/src/program/configured.js';
import { startServer } from '../../packages/scim/src/program/server.js';
import { kim, patchOf, TOKEN, writesOf } from './bridge.test.helper.js';
import { envOf, temporaryFolder, writeConfig } from './program.test.helper.js';

const LOOPBACK = { host: '127.0.0.1', port: 0, behindProxy: false };
const folder = temporaryFolder();
let mock: RunningMock;
beforeAll(async () => {
  mock = await startMock('qradar', { strict: true, taskStepMs: 5 });
});
afterAll(() => mock.close());

const open = (...more: [object?, object?]) => openConfigured(writeConfig(folder, mock, ...more), envOf(mock));

describe('the program with a configuration', () => {
  it('serves its systems, and writes its audit log, metrics and state where the file says', async () => {
    const service = { service: ['svc@acme.test'] };
    const server = await startServer(await open({ audit: 'audit.jsonl' }, service), LOOPBACK);
    const call = (method: string, path: string, body?: object) =>
      fetch(`${server.url}${path}`, {
        method,
        headers: { Authorization: `Bearer ${TOKEN}`, 'Content-Type': 'application/scim+json' },
        ...(body && { body: JSON.stringify(body) }),
      });
    const users = '/scim/v2/console/Users';
    expect((await call('GET', '/health')).status).toBe(200);
    expect((await call('GET', '/ready')).status).toBe(200);
    const made = await call('POST', users, kim);
    expect(made.status).toBe(201);
    const { id } = (await made.json()) as { id: string };
    expect((await call('DELETE', `${users}/${id}`)).status).toBe(204);
    const service_ = await call('POST', users, { ...kim, userName: 'svc@acme.test', externalId: 'svc' });
    const { id: serviceId } = (await service_.json()) as { id: string };
    const close = patchOf({ op: 'replace', path: 'active', value: false });
    expect((await call('PATCH', `${users}/${serviceId}`, close)).status).toBe(403);
    expect((await call('DELETE', `${users}/${serviceId}`)).status).toBe(403);
    const metrics = await (await call('GET', '/metrics')).text();
    expect(metrics).toContain('scim_writes_total{system="console",outcome="created"} 2');
    expect(metrics).toContain('scim_writes_total{system="console",outcome="failed"} 2');
    expect(metrics).toContain('scim_requests_total{system="console",method="DELETE",status="204"} 1');
    expect(metrics).not.toMatch(/acme\.test|kim/);
    await server.stop();
    await expect(call('GET', '/health')).rejects.toThrow();
    const audit = readFileSync(join(folder, 'audit.jsonl'), 'utf8').trim().split('\n');
    expect(audit.map((line) => JSON.parse(line).outcome ?? 'failed')).toEqual([
      'created',
      'deleted',
      'created',
      'failed',
      'failed',
    ]);
    expect(audit.join()).not.toContain(TOKEN);
    expect(readFileSync(join(folder, 'state.db')).length).toBeGreaterThan(0);
    expect(writesOf(mock)).not.toContain('updateUser');
  });

  it.each([
    ['no section scim', {}, 'has no section scim'],
    [
      'a token for a system that is not served',
      undefined,
      'names the system elsewhere; scim.systems has console',
    ],
    ['a hash that is none', undefined, 'sha256'],
    ['nobody who could ask', undefined, '--new-token'],
    ['a system that is not there', undefined, "no system is called 'missing'"],
    ['groups of a kind that there is not', undefined, 'groups'],
    ['a field that there is not', undefined, "mapping has 'nick', which is no name there; it takes userName"],
    ['a list at an attribute that holds none', undefined, 'mapping.roles must be one of roles, entitlements'],
  ])('refuses a file with %s, in one sentence', async (what, empty, sentence) => {
    const sha256 = 'a'.repeat(64);
    const wrong: Record<string, object> = {
      'a token for a system that is not served': {
        tokens: [{ name: 'okta', sha256, systems: ['elsewhere'] }],
      },
      'a hash that is none': { tokens: [{ name: 'okta', sha256: TOKEN }] },
      'nobody who could ask': { tokens: [] },
      'a system that is not there': { systems: { missing: {} } },
      'a field that there is not': { systems: { console: { mapping: { nick: 'nickName' } } } },
      'a list at an attribute that holds none': { systems: { console: { mapping: { roles: 'emails' } } } },
      'groups of a kind that there is not': { systems: { console: { groups: 'everybody' } } },
    };
    const file = writeConfig(folder, mock, wrong[what]);
    if (empty) {
      const { scim: _, ...rest } = JSON.parse(readFileSync(file, 'utf8'));
      writeFileSync(file, JSON.stringify(rest));
    }
    const refused = openConfigured(file, envOf(mock));
    await expect(refused).rejects.toThrow(sentence);
    await expect(refused).rejects.not.toThrow(TOKEN);
  });

  it('serves the groups and the mapping that the file says, and refuses at the start what the vendor lacks', async () => {
    const console_ = {
      deactivate: 'remove',
      defaults: { roles: ['Analyst'], securityProfile: 'Default' },
      groups: 'roles',
      groupNames: ['Analyst'],
      mapping: { familyName: 'nickName' },
    };
    const lacking = { ...console_, mapping: { displayName: 'title' } };
    const served = await open({ state: 'lacking.db', systems: { console: lacking } });
    await expect(startServer(served, LOOPBACK)).rejects.toThrow('mapping.displayName is title');
    await served.close();
    const server = await startServer(
      await open({ state: 'map.db', systems: { console: console_ } }),
      LOOPBACK,
    );
    const get = async (path: string) => {
      const headers = { Authorization: `Bearer ${TOKEN}` };
      return (await fetch(`${server.url}/scim/v2/console${path}`, { headers })).json();
    };
    const groups = (await get('/Groups')) as { Resources: { displayName: string }[] };
    expect(groups.Resources.map(({ displayName }) => displayName)).toEqual(['Analyst']);
    expect(JSON.stringify(await get('/Schemas'))).toContain('"nickName"');
    await server.stop();
  });

  it('hands on at once what would come after its own time, and stops on time though a system answers nothing', async () => {
    const server = await startServer(await open({ state: 'late.db' }), { ...LOOPBACK, stopWithinMs: 50 });
    const list = () =>
      fetch(`${server.url}/scim/v2/console/Users`, { headers: { Authorization: `Bearer ${TOKEN}` } });
    const busy = mock.faults.add({ status: 429, headers: { 'Retry-After': '45' } });
    const answer = await list();
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '45']);
    busy.remove();
    const silent = mock.faults.add({ latencyMs: 60_000, path: '/api/config/access/users', times: 20 });
    const before = mock.journal.length;
    const unanswered = list();
    const cutOff = expect(unanswered).rejects.toThrow();
    await vi.waitUntil(() => mock.journal.length > before || silent.hits > 0, { interval: 5 });
    await server.stop();
    await cutOff;
    silent.remove();
  });

  it('refuses plain http where others reach it, but not behind a proxy', async () => {
    const served = await open({ state: 'other.db' });
    await expect(startServer(served, { ...LOOPBACK, host: '0.0.0.0' })).rejects.toThrow('--behind-proxy');
    const server = await startServer(served, { ...LOOPBACK, host: '0.0.0.0', behindProxy: true });
    await server.stop();
  });

  it('names a port that is taken', async () => {
    const first = await startServer(await open({ state: 'first.db' }), LOOPBACK);
    const port = Number(new URL(first.url).port);
    const second = await open({ state: 'second.db' });
    await expect(startServer(second, { ...LOOPBACK, port })).rejects.toThrow(`Port ${port} is taken`);
    await second.close();
    await first.stop();
  });
});

describe('the command line', () => {
  it.each([
    [[], 'Say --sandbox or --config'],
    [['--sandbox', '--config', 'x'], '--sandbox and --config exclude each other'],
    [['--config', 'x', '--token', 'y'.repeat(16)], '--token is for --sandbox'],
    [['--sandbox', '--port', 'x'], '--port takes a number'],
    [['--sandbox', '--token', 'short'], '16 characters'],
    [['--sandbx'], '--sandbx'],
  ])('%j is refused in one sentence', (args, sentence) => {
    expect(() => readArguments(args)).toThrow(sentence);
  });

  it('reads a configuration and where to listen', () => {
    expect(readArguments(['--config', 'rollcall.yaml', '--port', '0', '--host', '::1'])).toEqual({
      mode: 'config',
      file: 'rollcall.yaml',
      port: 0,
      host: '::1',
      behindProxy: false,
    });
  });
});
