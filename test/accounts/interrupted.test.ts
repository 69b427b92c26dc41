import { RemovalStoppedError } from '@rollcall/accounts';
import { qlikAccounts } from '@rollcall/accounts/qlik';
import type { Fetch } from '@rollcall/facade';
import { createQlik } from '@rollcall/facade/qlik';
import { startMock } from '@rollcall/mock-servers';
import { describe, expect, it } from 'vitest';
import { newAccounts, startPlace } from './systems.test.helper.js';

const PAGE = { status: 404, contentType: 'text/html', body: '<html><h1>Not Found</h1></html>' };

const failure = (promise: Promise<unknown>) => promise.catch((error: unknown) => error);

describe('a removal that is ended from outside', () => {
  const place = { user_role_id: 2, security_profile_id: 1 };
  const seed = {
    users: [{ id: 1500, username: 'kim', email: 'kim@example.com', ...place }],
    authorized_services: [{ id: 20, label: 'Backup', token: 'backup-token-1', created_by: 'kim', ...place }],
  };

  it('by its time says which tokens were revoked before, and keeps the TimeoutError', async () => {
    const { mock, system } = await startPlace('qradar', { seed, taskStepMs: 400 });
    try {
      const stopped = await failure(system.remove('1500', { intervalMs: 1000, timeoutMs: 1 }));
      expect(stopped).toMatchObject({ name: 'RemovalStoppedError', cause: { name: 'TimeoutError' } });
      expect((stopped as RemovalStoppedError).done.map(({ kind }) => kind)).toContain('token-revoked');
    } finally {
      await mock.close();
    }
  });

  it('by an abort says what was done before, and keeps the AbortError', async () => {
    const { mock, system } = await startPlace('qradar', { seed, taskStepMs: 400 });
    try {
      const ends = new AbortController();
      const onTask = () => ends.abort();
      const stopped = await failure(system.remove('1500', { onTask, signal: ends.signal, intervalMs: 1000 }));
      expect(stopped).toMatchObject({ name: 'RemovalStoppedError', cause: { name: 'AbortError' } });
      expect((stopped as RemovalStoppedError).done.map(({ kind }) => kind)).toContain('token-revoked');
    } finally {
      await mock.close();
    }
  });

  it('by a last look that fails keeps what was done, and says that nobody has looked', async () => {
    const mock = await startMock('qlik');
    try {
      const { url: baseUrl, credentials } = mock;
      const seen: string[] = [];
      // The first look after the deletion is deprovision's own confirmation; nobody answers the next one.
      const cutOff: Fetch = (url, init) => {
        seen.push(init?.method ?? 'GET');
        const looks = seen.includes('DELETE') ? seen.slice(seen.indexOf('DELETE') + 1).length : 0;
        return looks > 1 ? Promise.reject(new TypeError('fetch failed')) : fetch(url, init);
      };
      const auth = { apiKey: credentials.token ?? '' };
      const system = qlikAccounts(
        'place',
        createQlik({ baseUrl, auth, fetch: cutOff, retry: { attempts: 1 } }),
      );
      const id = (await system.create(newAccounts.qlik)).account?.id ?? '';
      const stopped = await failure(system.remove(id));
      expect(stopped).toBeInstanceOf(RemovalStoppedError);
      const { done, left } = stopped as RemovalStoppedError;
      expect(done.map(({ kind }) => kind)).toContain('account-removed');
      expect(left.at(-1)?.todo).toBe('Look whether the account is gone.');
    } finally {
      await mock.close();
    }
  });
});

describe("a proxy's web page with the status 404", () => {
  it.each([
    ['qradar', 'getUser', '1001'],
    ['qlik', 'getUser', ''],
    ['iq', 'getUser', 'Internal/admin'],
  ] as const)('is no word of %s that an account is gone', async (vendor, operationId, known) => {
    const { mock, system } = await startPlace(vendor);
    try {
      const id = known || ((await system.create(newAccounts[vendor])).account?.id ?? '');
      mock.faults.add({ operationId, ...PAGE });
      await expect(system.get(id)).rejects.toMatchObject({ name: 'HttpError', status: 404 });
      expect(await system.get(id)).toBeDefined();
    } finally {
      await mock.close();
    }
  });

  it('is no word that a staged user is gone', async () => {
    const { mock, system } = await startPlace('qradar', { vendorOptions: { resources: 'ibm' } });
    try {
      mock.faults.add({ operationId: 'getStagedUser', ...PAGE });
      await expect(system.get('1001')).rejects.toMatchObject({ name: 'HttpError', status: 404 });
    } finally {
      await mock.close();
    }
  });

  it('is no word that a console does not tell who logged in', async () => {
    const { mock, system } = await startPlace('qradar');
    try {
      mock.faults.add({ operationId: 'listLoginAttempts', ...PAGE });
      const listed = async () => {
        for await (const _ of system.list({ access: true }));
      };
      await expect(listed()).rejects.toMatchObject({ name: 'HttpError', status: 404 });
    } finally {
      await mock.close();
    }
  });
});
