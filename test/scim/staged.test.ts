import { qradarAccounts } from '@rollcall/accounts/qradar';
import { createQRadar } from '@rollcall/facade/qradar';
import { type RunningMock, startMock } from '@rollcall/mock-servers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Body, type Bridge, bridgeTo, filterBy, kim, patchOf, writesOf } from './bridge.test.helper.js';

/** A console that has what IBM documents, and nothing of the guide's: what is written there waits for a deploy. */
const PROFILE = {
  version: 1,
  vendor: 'qradar',
  absentOperations: ['createUser', 'deleteUser', 'getDeleteTask', 'listRoles'],
} as const;

describe('a console whose writes are staged', () => {
  let mock: RunningMock;
  let bridge: Bridge;
  let deploy: () => Promise<unknown>;
  beforeAll(async () => {
    mock = await startMock('qradar', { profile: PROFILE, taskStepMs: 5 });
  });
  afterAll(() => mock.close());
  beforeEach(async () => {
    mock.reset();
    const auth = { secToken: mock.credentials.secToken ?? '' };
    const qradar = createQRadar({ baseUrl: mock.url, auth, resources: 'ibm' });
    deploy = () => qradar.staged.deploy({ type: 'INCREMENTAL' });
    bridge = await bridgeTo('qradar', mock, {}, { accounts: qradarAccounts('console', qradar) });
    return () => bridge.close();
  });

  const isStaged = ({ body, headers, status }: Awaited<ReturnType<Bridge['call']>>, what: string) => {
    expect([status, headers.get('retry-after')], JSON.stringify(body)).toEqual([503, '60']);
    expect(body.detail).toBe(`The ${what} is staged, and holds after the next deploy of the console.`);
  };

  it('makes nobody, changes nobody and removes nobody before the deploy, and does so after it', async () => {
    const { audit, call } = bridge;
    isStaged(await call('POST', '/Users', kim), 'new account');
    isStaged(await call('POST', '/Users', kim), 'new account');
    expect(writesOf(mock)).toEqual(['createStagedUser']);
    for (const path of [filterBy('userName eq "kim@acme.test"'), filterBy('externalId eq "kim"')]) {
      expect((await call('GET', path)).body.totalResults).toBe(0);
    }
    const names = (await call('GET', '/Users')).body.Resources.map(({ userName }: Body) => userName);
    expect(names).not.toContain('kim@acme.test');
    await deploy();
    const made = await call('POST', '/Users', kim);
    expect([made.status, made.body.externalId], JSON.stringify(made.body)).toEqual([201, 'kim']);

    const path = `/Users/${made.body.id}`;
    const change = patchOf({ op: 'replace', path: 'roles', value: [{ value: 'Admin' }] });
    isStaged(await call('PATCH', path, change), 'change');
    expect((await call('GET', path)).body.roles).toEqual(made.body.roles);
    await deploy();
    const changed = await call('PATCH', path, change);
    expect([changed.status, changed.body.roles]).toEqual([200, [{ value: 'Admin', primary: true }]]);

    const close = patchOf({ op: 'replace', path: 'active', value: false });
    isStaged(await call('PATCH', path, close), 'removal');
    isStaged(await call('DELETE', path), 'removal');
    await deploy();
    expect((await call('DELETE', path)).status).toBe(204);
    expect((await call('GET', path)).status).toBe(404);
    expect(audit.filter(({ status }) => status < 300).map(({ outcome }) => outcome)).toEqual([
      'created',
      'unchanged',
      'deleted',
    ]);
  });
});
