import { iqAccounts } from '@rollcall/accounts/iq';
import { qradarAccounts } from '@rollcall/accounts/qradar';
import type { Fetch } from '@rollcall/facade';
import { createIq } from '@rollcall/facade/iq';
import { createQRadar } from '@rollcall/facade/qradar';
import { startMock } from '@rollcall/mock-servers';
import { describe, expect, it, onTestFinished } from 'vitest';
import { failure } from '../support/cells.js';
import { newAccounts } from './systems.test.helper.js';

type Fails = (method: string, path: string) => boolean;

/** A fetch that answers 403 where it is told to, and otherwise asks the sandbox. */
function failing(fails: () => Fails): Fetch {
  return async (url, init) =>
    fails()(init.method, new URL(url).pathname)
      ? new Response('no', { status: 403 })
      : fetch(url, init as RequestInit);
}

async function sandbox(vendor: 'iq' | 'qradar') {
  const mock = await startMock(vendor, { strict: true, taskStepMs: 5 });
  onTestFinished(() => mock.close());
  const place = { mock, fails: (() => false) as Fails };
  const baseUrl = mock.url;
  const { password = '', secToken = '', username = '' } = mock.credentials;
  const wire = { baseUrl, retry: false, fetch: failing(() => place.fails) } as const;
  const iq = () => iqAccounts('place', createIq({ ...wire, auth: { username, password } }));
  const qradar = () => qradarAccounts('place', createQRadar({ ...wire, auth: { secToken } }));
  return Object.assign(place, { system: { iq, qradar }[vendor]() });
}

describe('an account that is there', () => {
  it('is not called gone where what it holds cannot be read', async () => {
    const mock = await startMock('qradar', { strict: true });
    onTestFinished(() => mock.close());
    mock.faults.add({ operationId: 'listAuthorizedServices', status: 404, times: 9 });
    const auth = { secToken: mock.credentials.secToken ?? '' };
    const system = qradarAccounts('place', createQRadar({ baseUrl: mock.url, auth, retry: false }));
    expect(await failure(system.get('1001', { access: true }))).toMatchObject({ status: 404 });
    expect(await system.get('1001')).toMatchObject({ login: 'jdoe' });
  });

  it('is found by its login whether an accent is part of its letter or stands behind it', async () => {
    const { system } = await sandbox('iq');
    const login = 'andré';
    await system.create({ ...newAccounts.iq, login: login.normalize('NFD') });
    expect(await system.find(login.normalize('NFC'))).toMatchObject({ login: login.normalize('NFD') });
  });
});

describe('what fails after a write', () => {
  it('is no refusal: a change that was taken and cannot be read back is told as taken', async () => {
    const place = await sandbox('iq');
    const { system } = place;
    await system.create(newAccounts.iq);
    let written = false;
    place.fails = (method) => {
      if (method === 'PUT') written = true;
      return written && method === 'GET';
    };
    const error = await failure(system.change('Internal/klee', { givenName: 'Jo' }));
    expect(error).toMatchObject({ name: 'NotConfirmedError', cause: { status: 403 } });
    expect(error.message).toMatch(/^place took the change of account 'Internal\/klee', and reading it back/);
    place.fails = () => false;
    expect((await system.get('Internal/klee'))?.givenName).toBe('Jo');
  });

  it('names the steps of a change that were done before one failed', async () => {
    const place = await sandbox('iq');
    const { system } = place;
    await system.create({ ...newAccounts.iq, roles: ['Policy Administrator'] });
    place.fails = (method, path) => method === 'DELETE' && path.includes('roleMemberships');
    const error = await failure(system.change('Internal/klee', { givenName: 'Jo', roles: [] }));
    expect(error).toMatchObject({
      name: 'PartialFailureError',
      outcome: 'unknown',
      results: { done: ['set firstName'], failed: 'revoke Policy Administrator' },
    });
    expect(error.message).toContain('Done before it: set firstName. Plan again for the rest.');
  });

  it.each([
    ['throws', () => Promise.reject(new Error('the disk is full'))],
    [
      'throws at once',
      () => {
        throw new Error('the disk is full');
      },
    ],
  ])('is told beside the removal, when it is an onTask that %s', async (_, onTask) => {
    const { system } = await sandbox('qradar');
    const { account } = await system.create(newAccounts.qradar);
    const { done, left } = await system.remove(account?.id ?? '', { onTask, intervalMs: 1000 });
    expect(done.map(({ kind }) => kind)).toContain('account-removed');
    expect(left).toMatchObject([{ reason: 'onTask was told of it and failed: the disk is full.' }]);
  });

  it('does not keep a removal for ever, when it is an onTask that never ends and the caller gives up', async () => {
    const { mock, system } = await sandbox('qradar');
    const { account } = await system.create(newAccounts.qradar);
    const stop = new AbortController();
    const options = { intervalMs: 1000, signal: stop.signal };
    const onTask = () => new Promise<void>(() => {});
    const removal = system.remove(account?.id ?? '', { ...options, onTask });
    const isGone = () =>
      mock.journal.some(({ operationId, status }) => operationId === 'getUser' && status === 404);
    await expect.poll(isGone, { timeout: 10_000 }).toBe(true);
    // The removal has that answer when a later call has its own: now it waits for onTask only.
    await system.get(account?.id ?? '');
    stop.abort();
    await expect(removal).rejects.toMatchObject({
      name: 'RemovalStoppedError',
      cause: { name: 'AbortError' },
    });
  });
});

describe('a mistake in plain JavaScript', () => {
  it('finds an account by its very id only: QRadar takes 07 for 7', async () => {
    const { mock, system } = await sandbox('qradar');
    const { account } = await system.create(newAccounts.qradar);
    const error = await failure(system.remove(`0${account?.id}`));
    expect(error.name).toBe('InvalidInputError');
    expect(error.message).toMatch(/^place: '0\d+' is not the id of klee, .*; nothing was changed$/);
    expect(mock.journal.some(({ method }) => method === 'DELETE')).toBe(false);
    for (const id of [undefined, '', 7]) {
      await expect(system.get(id as never)).rejects.toThrow('an id is a text that is not empty');
    }
    for (const wanted of [undefined, ' ', {}]) {
      await expect(system.find(wanted as never)).rejects.toThrow('find needs a login or an address, as a');
    }
  });

  it.each([
    [{ roles: 'Analyst' }, "'roles' must be a list of texts"],
    [{ addresses: [undefined] }, "'addresses' must be a list of texts, and its entry 1 is none or empty"],
    [{ login: 7 }, "'login' must be a text, not number"],
    [{ givenName: null }, "'givenName' must be a text, not null"],
  ])('is refused before anything is sent: an account with %j', async (wrong, told) => {
    const { mock, system } = await sandbox('qradar');
    const error = await failure(system.create({ ...newAccounts.qradar, ...wrong } as never));
    expect(error.message).toBe(`place: ${told}`);
    expect(mock.journal).toEqual([]);
  });

  it('asks for no name twice, and lists no realm twice', async () => {
    const { mock, system } = await sandbox('iq');
    const twice = { ...newAccounts.iq, roles: ['Developer', 'Owner', 'Developer'] };
    await expect(system.create(twice)).rejects.toThrow("'roles' names 'Developer' twice");
    const { password = '', username = '' } = mock.credentials;
    const iq = createIq({ baseUrl: mock.url, auth: { username, password } });
    const ids: string[] = [];
    for await (const { id } of iqAccounts('place', iq, { realms: ['Internal', 'Internal'] }).list())
      ids.push(id);
    expect(ids.length).toBe(new Set(ids).size);
    expect(() => iqAccounts('place', iq, { realms: [] })).toThrow('place: realms is empty');
  });
});
