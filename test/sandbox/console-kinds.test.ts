import { describe, expect, it } from 'vitest';
import { consoleOf } from '../support/console-of.js';

const SAVED_SEARCH = { dependent_type: 'ARIEL_SAVED_SEARCH', dependent_id: '7', blocking: false };

describe('the search for what depends on a user', () => {
  const search = (location: string | undefined, states = ['PROCESSING', 'COMPLETED']) =>
    consoleOf((_, path) => {
      if (path.endsWith('/users/7/dependents')) {
        const headers: Record<string, string> = location === undefined ? {} : { Location: location };
        return Response.json({ id: 5, status: 'QUEUED' }, { status: 202, headers });
      }
      if (path.endsWith('/results')) return Response.json([SAVED_SEARCH]);
      return Response.json({ id: 5, status: states.length > 1 ? states.shift() : states[0] });
    });

  it('is followed at the address that the console gives, also one that no document has', async () => {
    const { qradar, calls } = await search('/api/config/access/tasks/of/dependents/77');
    expect(await qradar.users.findDependents(7)).toEqual([SAVED_SEARCH]);
    expect(calls()).toEqual([
      'GET /api/config/access/users/7/dependents',
      'GET /api/config/access/tasks/of/dependents/77',
      'GET /api/config/access/tasks/of/dependents/77',
      'GET /api/config/access/tasks/of/dependents/77/results',
    ]);
  });

  it('is followed and cancelled step by step by what its start answered', async () => {
    const { qradar, calls, url } = await search('/api/odd/77');
    const started = await qradar.users.dependents(7);
    expect(started).toMatchObject({ id: 77, location: '/api/odd/77' });
    await qradar.users.dependentsTask(JSON.parse(JSON.stringify(started)));
    await qradar.users.cancelDependents({ ...started, location: `${url}/api/odd/77` });
    expect(calls().slice(1)).toEqual(['GET /api/odd/77', 'POST /api/odd/77']);
  });

  it.each([
    ['another host', 'https://console.internal/api/config/access/user_dependent_tasks/77', 77],
    ['nothing', undefined, 5],
    ['no address', 'http://[', 5],
  ])(
    'is read at the documented path, with the credential kept here, when Location names %s',
    async (_, location, id) => {
      const { qradar, calls } = await search(location);
      await qradar.users.findDependents(7);
      expect(calls().at(-1)).toBe(`GET /api/config/access/user_dependent_tasks/${id}/results`);
    },
  );

  it('refuses how to wait before anything is sent', async () => {
    const { qradar, calls } = await search(undefined);
    for (const options of [{ timeoutMs: -1 }, { intervalMS: 5 }, { onProgress: 'log' }, { signal: {} }]) {
      await expect(qradar.users.findDependents(7, options as never)).rejects.toMatchObject({
        name: 'InvalidInputError',
      });
    }
    expect(calls()).toEqual([]);
  });

  it('tells how it goes, and which task goes on when the console fails meanwhile', async () => {
    const { qradar } = await search(undefined, ['PROCESSING', 'COMPLETED']);
    const states: unknown[] = [];
    await qradar.users.findDependents(7, { onProgress: ({ status }) => states.push(status) });
    expect(states).toEqual(['PROCESSING', 'COMPLETED']);
    const failing = await consoleOf((_, path) =>
      path.endsWith('/dependents') ? Response.json({ id: 5 }, { status: 202 }) : undefined,
    );
    const error = await failing.qradar.users.findDependents(7).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ status: 404, outcome: 'unknown', task: { id: 5 } });
    expect(String(error)).toContain('dependentsFound(5)');
  });
});

describe('a console that does not say which resources it has', () => {
  const jane = { id: 7, username: 'jane' };

  it("is not taken for IBM's because a user is gone when it is to be deleted", async () => {
    let there = true;
    const { qradar, calls } = await consoleOf((method, path) => {
      if (method === 'DELETE') there = false; // somebody else was faster
      if (path.endsWith('/authorized_services')) return Response.json([]);
      if (path.endsWith('/users/7') && method === 'GET' && there) return Response.json(jane);
      if (path.endsWith('/roles')) return Response.json([{ id: 2, name: 'Analyst' }]);
      if (path.endsWith('/security_profiles')) return Response.json([{ id: 1, name: 'Default' }]);
      if (path.endsWith('/config/access/users') && method === 'POST')
        return Response.json(
          { ...jane, id: 8, username: 'joe', user_role: { id: 2 }, security_profile: { id: 1 } },
          { status: 201 },
        );
      return undefined;
    });
    const { done } = await qradar.users.deprovision(7);
    expect(done).toMatchObject([
      { what: 'user', action: 'deleted', because: expect.stringContaining('gone already') },
      { what: 'user', action: 'confirmed absent' },
    ]);
    const input = { username: 'joe', password: 'P@ssw0rd!23', role: 'Analyst', securityProfile: 'Default' };
    expect(await qradar.users.provision(input as never)).toMatchObject({ id: 8 });
    expect(calls().filter((call) => call.includes('staged'))).toEqual([]);
  });

  it("is taken for IBM's when the deletion is missing and the user is there", async () => {
    const { qradar, calls } = await consoleOf((method, path) => {
      if (path.endsWith('/authorized_services')) return Response.json([]);
      if (path.endsWith('/config/access/users/7') && method === 'GET' && !path.includes('staged'))
        return Response.json(jane);
      if (path.endsWith('/staged_config/access/users/7') && method === 'DELETE')
        return Response.json({ id: 3, status: 'QUEUED' }, { status: 202 });
      if (path.endsWith('/user_delete_tasks/3')) return Response.json({ id: 3, status: 'COMPLETED' });
      return undefined;
    });
    const { left } = await qradar.users.deprovision(7);
    expect(left).toMatchObject([{ what: 'user', reason: expect.stringContaining('staged') }]);
    expect(calls()).toContain('DELETE /api/staged_config/access/users/7');
  });
});

describe('going on with a deprovision', () => {
  it('refuses what is no progress, and the progress of somebody else, before anything is sent', async () => {
    const { qradar, calls } = await consoleOf(() => undefined);
    const progress = { user: { id: 7, username: 'jane' }, done: [], left: [] };
    for (const [who, resume] of [
      [7, {}],
      [7, null],
      [7, new Error('stopped')],
      [7, { ...progress, left: undefined }],
      [8, progress],
      ['mary', progress],
    ] as never[][]) {
      const attempt = qradar.users.deprovision(who as never, { resume: resume as never });
      await expect(attempt).rejects.toMatchObject({ name: 'InvalidInputError' });
    }
    expect(calls()).toEqual([]);
  });
});

describe('an operation for authorized services that a console has not', () => {
  it.each([404, 405, 410])(
    'is answered with what to do instead: %s to a list and to a creation',
    async (status) => {
      const { qradar } = await consoleOf(() => Response.json({ message: 'no' }, { status }));
      const { authorizedServices: services } = qradar;
      const input = { label: 'x', user_role_id: 1, security_profile_id: 1 };
      for (const attempt of [services.list().toArray(), services.create(input)])
        await expect(attempt).rejects.toThrow('Admin > Authorized Services');
    },
  );

  it('is not suspected where a single service is not there', async () => {
    const { qradar } = await consoleOf(() => undefined);
    const error = await qradar.authorizedServices.delete(7).catch((caught: unknown) => String(caught));
    expect(error).not.toContain('Admin >');
    const other = await consoleOf(() => Response.json({}, { status: 405 }));
    await expect(other.qradar.authorizedServices.delete(7)).rejects.toThrow('Admin > Authorized Services');
  });
});
