import type { QRadar } from '@rollcall/facade/qradar';
import { describe, expect, it } from 'vitest';
import { consoleOf } from '../support/console-of.js';
import { qradarSandbox } from '../support/sandboxes.js';

const GUIDE_WRITE = { path: '/config/access/users', http_method: 'POST' };
const QUESTION = '/api/help/endpoints';
const JANE = { username: 'jane', email: 'jane@example.com' };
const provision = (qradar: QRadar) =>
  qradar.users.provision({ ...JANE, password: 'P@ssw0rd!23', role: 'Analyst', securityProfile: 'Default' });

/** A console with both kinds of resources, but for what `special` answers in their place. */
function consoleBut(special: (method: string, path: string) => Response | undefined) {
  return consoleOf((method, path) => {
    const other = special(method, path);
    if (other) return other;
    if (path.endsWith('/roles') || path.endsWith('/user_roles'))
      return Response.json([{ id: 2, name: 'Analyst' }]);
    if (path.endsWith('/security_profiles')) return Response.json([{ id: 1, name: 'Default' }]);
    if (method !== 'POST') return undefined;
    const ids = { id: 8, user_role_id: 2, security_profile_id: 1 };
    return Response.json({ ...JANE, ...ids }, { status: 201 });
  });
}

const page = (status: number, range: string) =>
  Response.json([], { status, headers: { 'Content-Range': range } });

describe('which resources a console has', () => {
  it('is asked with one filtered GET, once per client, also by verbs that begin at the same time', async () => {
    const { qradar, calls } = await consoleBut((_, path) =>
      path === QUESTION ? Response.json([GUIDE_WRITE]) : undefined,
    );
    await Promise.all([provision(qradar), provision(qradar), qradar.consoleResources()]);
    await qradar.users.update(8, { user_role: { id: 2 } }).catch(() => undefined);
    expect(await qradar.consoleResources()).toBe('guide');
    const questions = calls().filter((call) => call.includes(QUESTION));
    expect(questions.map(decodeURIComponent)).toEqual([
      `GET ${QUESTION}?filter=path="/config/access/users" and http_method="POST"`,
    ]);
  });

  it.each([
    ['200 and nothing', () => Response.json([])],
    ['200 and a range outside', () => page(200, 'items */0')],
    ['206 and a range outside', () => page(206, 'items */0')],
    ['416', () => Response.json({ message: 'past the end', code: 36 }, { status: 416 })],
  ])("are IBM's where the guide's write is not listed: %s", async (_, nothing) => {
    const { qradar, calls } = await consoleBut((_, path) => (path === QUESTION ? nothing() : undefined));
    expect(await qradar.consoleResources()).toBe('ibm');
    expect(await provision(qradar)).toMatchObject({ pending: { change: 'created' } });
    expect(calls().at(-1)).toBe('POST /api/staged_config/access/users');
  });

  it('are found out on a sandbox that answers 416 past the end of a list', async () => {
    const { qradar, close } = await qradarSandbox({ console: 'ibm', pastEndStatus: 416 });
    expect(await provision(qradar)).toMatchObject({ pending: { change: 'created' } });
    await close();
  });

  it.each([
    ['a web page in the place of an empty list', 416],
    ['a server that fails', 500],
    ['a refused version', 422],
  ])('are not guessed from %s, and asked for again', async (_, status) => {
    let isWell = false;
    const { qradar, calls } = await consoleBut((_, path) => {
      if (path !== QUESTION) return undefined;
      return isWell ? Response.json([]) : new Response('<html>no</html>', { status });
    });
    await expect(provision(qradar)).rejects.toMatchObject({ status });
    expect(calls().filter((call) => call.startsWith('POST'))).toEqual([]);
    isWell = true;
    expect(await qradar.consoleResources()).toBe('ibm');
  });

  it.each([403, 404, 405, 410])('stay open where the console answers %s to the question', async (status) => {
    const { qradar, calls } = await consoleBut((_, path) =>
      path === QUESTION ? Response.json({ message: 'no' }, { status }) : undefined,
    );
    expect(await qradar.consoleResources()).toBeUndefined();
    expect(await provision(qradar)).not.toHaveProperty('pending');
    expect(calls().at(-1)).toBe('POST /api/config/access/users');
    expect(await qradar.consoleResources()).toBe('guide');
  });

  it('stay open where the console does not filter', async () => {
    const everything = [{ path: '/ariel/searches', http_method: 'GET' }, GUIDE_WRITE];
    const { qradar } = await consoleBut((_, path) =>
      path === QUESTION ? Response.json(everything) : undefined,
    );
    expect(await qradar.consoleResources()).toBeUndefined();
  });

  it.each([404, 405, 410])(
    "are IBM's where the guide's write answers %s, though the hidden roles answer",
    async (status) => {
      const { qradar, calls } = await consoleBut((method, path) => {
        if (path === QUESTION) return Response.json({}, { status: 404 });
        const isGuideWrite = method === 'POST' && path === '/api/config/access/users';
        return isGuideWrite ? Response.json({ message: 'no' }, { status }) : undefined;
      });
      expect(await provision(qradar)).toMatchObject({ pending: { change: 'created' } });
      expect(calls()).toContain('GET /api/config/access/roles');
      expect(await qradar.consoleResources()).toBe('ibm');
    },
  );

  it.each([400, 409, 422])("are never guessed from a %s to the guide's write", async (status) => {
    const { qradar, calls } = await consoleBut((method, path) => {
      if (path === QUESTION) return Response.json({}, { status: 404 });
      return method === 'POST' ? Response.json({ message: 'a bad field' }, { status }) : undefined;
    });
    await expect(provision(qradar)).rejects.toMatchObject({ status });
    expect(calls().filter((call) => call.includes('staged'))).toEqual([]);
    expect(await qradar.consoleResources()).toBeUndefined();
  });
});

describe('an update', () => {
  const answering = (question: () => Response) =>
    consoleOf((_, path) =>
      path === QUESTION
        ? question()
        : Response.json({ id: 7, ...JANE, user_role_id: 2, security_profile_id: 1 }),
    );

  it('of a role is staged on a console that says that it has IBM’s resources', async () => {
    const { qradar, calls } = await answering(() => Response.json([]));
    for (let turn = 0; turn < 2; turn += 1) await qradar.users.update(7, { user_role: { id: 2 } });
    expect(calls().filter((call) => call.includes(QUESTION))).toHaveLength(1);
    expect(calls().slice(1)).toEqual(Array(2).fill('POST /api/staged_config/access/users/7'));
  });

  it('of a role is an error that names it where the console says nothing and ignores it', async () => {
    const { qradar } = await answering(() => Response.json({}, { status: 404 }));
    const patch = { user_role: { id: 3 }, email: 'Jane@example.com' };
    await expect(qradar.users.update(7, patch)).rejects.toMatchObject({
      name: 'IgnoredFieldsError',
      fields: ['user_role'],
      resource: { user_role_id: 2 },
    });
  });
});

describe('an operation that the other kind of console has', () => {
  it.each([
    [
      'guide',
      (qradar: QRadar) =>
        qradar.staged.users.create({
          ...JANE,
          password: 'P@ssw0rd!23',
          user_role_id: 2,
          security_profile_id: 1,
        }),
      'use users.create',
    ],
    ['guide', (qradar: QRadar) => qradar.userRoles.list().toArray(), 'use roles.list'],
    ['guide', (qradar: QRadar) => qradar.staged.deploy(), 'holds at once'],
    ['guide', (qradar: QRadar) => qradar.users.findDependents(1001), 'without onDependents'],
    ['ibm', (qradar: QRadar) => qradar.users.deleteAndWait(1001), 'use staged.users.delete'],
    ['ibm', (qradar: QRadar) => qradar.systemInformation(), 'use systemAbout'],
  ] as const)('is named in the error on a console of the kind %s', async (kind, act, words) => {
    const { qradar, close } = await qradarSandbox({ console: kind });
    await expect(act(qradar)).rejects.toThrow(words);
    await close();
  });
});
