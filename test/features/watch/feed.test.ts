import { EventEmitter, once } from 'node:events';
import { createIq } from '@rollcall/facade/iq';
import { createQlik } from '@rollcall/facade/qlik';
import { where } from '@rollcall/facade/qualys-saq';
import { type Snapshot, watch } from '@rollcall/facade/watch';
import { startMock } from '@rollcall/mock-servers';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { qradarSandbox, qualysSaqSandbox } from '../../support/sandboxes.js';
import { turns } from '../../support/turns.js';
import { runFeed } from './run-feed.js';

const { qradar, mock, close } = await qradarSandbox({ users: 60 });
beforeEach(() => mock.reset());
afterAll(close);

const NEWCOMER = {
  username: 'newcomer',
  password: 'P@ssw0rd!9',
  email: 'newcomer@example.com',
  user_role: { id: 2 },
  security_profile: { id: 1 },
};
const nothing = () => {};
const kinds = (changes: readonly { type: string; key: unknown }[]) =>
  changes.map(({ type, key }) => [type, key]);

describe('a feed of QRadar users', () => {
  it('says nothing of the first walk, then what was created, updated and deleted', async () => {
    let id = 0;
    const { changes } = await runFeed(qradar.users.list(), {}, [
      async () => {
        id = (await qradar.users.create(NEWCOMER)).id;
      },
      () => qradar.users.update(1001, { email: 'john@example.com', first_name: 'Johnny' }),
      () => qradar.users.deleteAndWait(id),
      nothing,
    ]);
    expect(kinds(changes)).toEqual([
      ['created', id],
      ['updated', 1001],
      ['deleted', id],
    ]);
    expect(changes[0]).toMatchObject({ item: { id, username: 'newcomer' } });
    expect(changes[1]).toMatchObject({
      changed: ['email', 'first_name'],
      item: { email: 'john@example.com' },
    });
  });

  it('with initial gives everybody of the first walk', async () => {
    const { changes } = await runFeed(qradar.users.list(), { initial: true });
    expect(changes).toHaveLength(62);
    expect(new Set(changes.map(({ type }) => type))).toEqual(new Set(['created']));
  });

  it('goes on in another process from a snapshot, and gives what happened meanwhile', async () => {
    const { snapshot } = await runFeed(qradar.users.list(), {});
    await qradar.users.update(1001, { email: 'john@example.com' });
    const saved = JSON.parse(JSON.stringify(snapshot)) as Snapshot;
    const { changes } = await runFeed(qradar.users.list(), { since: saved });
    expect(changes).toMatchObject([{ type: 'updated', key: 1001, changed: ['email'] }]);
    const after = await runFeed(qradar.users.list(), { since: changes[0]?.snapshot as Snapshot });
    expect(after.changes).toEqual([]);
  });

  it('goes on after the change whose snapshot was kept, not after the walk', async () => {
    const { snapshot } = await runFeed(qradar.users.list(), {});
    await qradar.users.update(1001, { email: 'one@example.com' });
    await qradar.users.create(NEWCOMER);
    const first = await runFeed(qradar.users.list(), { since: snapshot as Snapshot });
    expect(first.changes).toHaveLength(2);
    const second = await runFeed(qradar.users.list(), { since: first.changes[0]?.snapshot as Snapshot });
    expect(kinds(second.changes)).toEqual(kinds(first.changes.slice(1)));
  });

  it('has a snapshot without values: no address, no name, no password', async () => {
    const { snapshot } = await runFeed(qradar.users.list(), {});
    const text = JSON.stringify(snapshot);
    for (const value of ['jdoe', 'example.com', 'Analyst', 'admin']) expect(text).not.toContain(value);
    expect(text.length / 62).toBeLessThan(250); // bytes per user
  });

  it('has digests that do not show which users share a value', async () => {
    const { snapshot } = await runFeed(qradar.users.list(), {});
    const role = (snapshot?.fields.indexOf('user_role_id') ?? -1) + 1;
    const digests = snapshot?.records.map(([, text]) => text.slice(role * 6, role * 6 + 6));
    expect(new Set(digests).size).toBe(62);
  });

  it('has digests that another feed does not share, so that they cannot be looked up', async () => {
    const one = await runFeed(qradar.users.list(), {});
    const two = await runFeed(qradar.users.list(), {});
    const digests = new Set(one.snapshot?.records.map(([, digest]) => digest));
    expect(two.snapshot?.records.some(([, digest]) => digests.has(digest))).toBe(false);
  });

  it('refuses a snapshot that is none, and one of another digestKey', async () => {
    const { snapshot } = await runFeed(qradar.users.list(), { digestKey: 'one' });
    const wrong = runFeed(qradar.users.list(), { since: snapshot as Snapshot, digestKey: 'two' });
    await expect(wrong).rejects.toThrow('digestKey is not the one');
    const broken = runFeed(qradar.users.list(), { since: { version: 2 } as unknown as Snapshot });
    await expect(broken).rejects.toThrow('since is no snapshot');
    const right = await runFeed(qradar.users.list(), { since: snapshot as Snapshot, digestKey: 'one' });
    expect(right.changes).toEqual([]);
  });

  it('leaves out the fields that are to be ignored', async () => {
    const { changes } = await runFeed(qradar.users.list(), { ignore: ['email'] }, [
      () => qradar.users.update(1001, { email: 'john@example.com' }),
      () => qradar.users.update(1001, { email: 'john2@example.com', last_name: 'Doe II' }),
    ]);
    expect(changes).toMatchObject([{ type: 'updated', changed: ['last_name'] }]);
  });

  it('that was left in the middle is gone on with by the next loop, and two loops at once are refused', async () => {
    const { snapshot } = await runFeed(qradar.users.list(), {});
    await qradar.users.update(1001, { email: 'one@example.com' });
    await qradar.users.create(NEWCOMER);
    const feed = watch(qradar.users.list(), { since: snapshot as Snapshot });
    const seen: unknown[] = [];
    for await (const { type } of feed) {
      seen.push(type);
      const second = feed[Symbol.asyncIterator]().next();
      await expect(second).rejects.toThrow('being looped over');
      break;
    }
    for await (const { type } of feed) {
      seen.push(type);
      break;
    }
    expect(seen.sort()).toEqual(['created', 'updated']);
  });
});

describe('nobody is deleted by a fault', () => {
  const failing = [
    ['a 500', { status: 500 }],
    ['a page of the login form', { contentType: 'text/html', body: '<html>login</html>' }],
    ['a connection cut before the answer', { resetBefore: true }],
    ['a page cut in the middle', { truncate: true }],
    ['a Content-Range that cannot be read', { headers: { 'Content-Range': 'users 0-49/62' } }],
  ] as const;

  it.each(failing)('%s on the second page: the walk gives nothing and is done again', async (_, fault) => {
    const { qradar: once } = await qradarSandbox({ mock, retry: false });
    const { changes, walks } = await runFeed(once.users.list(), {}, [
      async () => {
        await qradar.users.update(1001, { email: 'john@example.com' });
        armSecondPage(fault);
      },
      nothing,
      nothing,
    ]);
    expect(walks[1]).toMatchObject({ changes: 0, error: expect.any(Error) });
    expect(kinds(changes)).toEqual([['updated', 1001]]);
  });

  const nobody = { body: '[]', headers: { 'Content-Range': 'items */62' } };
  const onlyFirst = {
    body: JSON.stringify([{ id: 1, username: 'admin' }]),
    headers: { 'Content-Range': 'items 0-0/62' },
  };
  it.each([
    ['an empty list', [nobody]],
    ['a list that ends after the first user', [onlyFirst, nobody]],
  ])('%s under a total that says otherwise, three times over: nobody is gone', async (_, pages) => {
    const arm = () => {
      for (const page of pages) mock.faults.add({ operationId: 'listUsers', ...page });
    };
    const users = qradar.users.list({ fields: ['id', 'username'] });
    const { changes, walks } = await runFeed(users, {}, [arm, arm, arm]);
    expect(changes).toEqual([]);
    // A walk that ends before the total is no walk: it gives nothing and is done again.
    expect(walks.filter(({ error }) => error)).toMatchObject(
      Array(3).fill({
        changes: 0,
        error: { name: 'ProtocolError', message: expect.stringContaining('of 62') },
      }),
    );
  });

  it('an empty list that is counted as empty, twice over, is not believed unless somebody confirms it', async () => {
    const arm = () =>
      void mock.faults.add({
        operationId: 'listUsers',
        body: '[]',
        headers: { 'Content-Range': 'items */0' },
      });
    const plain = await runFeed(qradar.users.list(), {}, [arm, arm, arm]);
    expect(plain.changes).toEqual([]);
    expect(plain.walks[3]?.doubt).toContain('not believed');
    const confirmed = await runFeed(qradar.users.list(), { confirm: (id) => qradar.users.get(id) }, [arm]);
    expect(confirmed.changes).toEqual([]);
    expect(confirmed.walks[1]?.doubt).toBe('62 not confirmed as gone');
  });

  it('a user who is missed once, as when positions move during a walk, is still there', async () => {
    const users = await qradar.users.list().toArray();
    const without = users.filter(({ id }) => id !== 1001);
    const { changes, walks } = await runFeed(qradar.users.list(), { pageSize: 100 }, [
      () =>
        void mock.faults.add({
          operationId: 'listUsers',
          body: JSON.stringify(without),
          headers: { 'Content-Range': `items 0-${without.length - 1}/${without.length}` },
        }),
      nothing,
    ]);
    expect(changes).toEqual([]);
    expect(walks.map(({ doubt }) => doubt)).toEqual([undefined, '1 missed once', undefined]);
  });

  it('a user who was missed once before the process ended is gone when the next one misses him too', async () => {
    const { snapshot } = await runFeed(qradar.users.list(), {}, [() => qradar.users.deleteAndWait(1001)]);
    expect(snapshot?.missing).toEqual([[1001, 1]]);
    const { changes } = await runFeed(qradar.users.list(), { since: snapshot as Snapshot });
    expect(kinds(changes)).toEqual([['deleted', 1001]]);
  });

  it('a deletion that somebody confirms is told after one walk', async () => {
    const { changes } = await runFeed(qradar.users.list(), { confirm: (id) => qradar.users.get(id) }, [
      () => qradar.users.deleteAndWait(1001),
    ]);
    expect(kinds(changes)).toEqual([['deleted', 1001]]);
  });

  it('while nobody can be asked, nobody is gone', async () => {
    const { changes, walks } = await runFeed(qradar.users.list(), { confirm: (id) => qradar.users.get(id) }, [
      async () => {
        await qradar.users.deleteAndWait(1001);
        mock.faults.add({ operationId: 'getUser', status: 403, times: 2 });
      },
      nothing,
      nothing,
    ]);
    expect(walks.map(({ changes: count }) => count)).toEqual([0, 0, 0, 1]);
    expect(kinds(changes)).toEqual([['deleted', 1001]]);
  });

  function armSecondPage(fault: Parameters<typeof mock.faults.add>[0]): void {
    // The first page of the walk passes: this fault only waits for it, then the real one is armed.
    mock.faults.add({ operationId: 'listUsers', latencyMs: 1 });
    mock.faults.add({ operationId: 'listUsers', ...fault });
  }
});

describe('time', () => {
  it('an interval under one second is refused', () => {
    expect(() => watch(qradar.users.list(), { intervalMs: 999 })).toThrow('intervalMs must be');
  });

  it('walks are a minute apart by default', async () => {
    const { pauses } = await runFeed(qradar.users.list(), {}, [nothing, nothing]);
    expect(pauses).toEqual([60_000, 60_000, 60_000]);
  });

  it('walks that fail come later each time, and not before a Retry-After', async () => {
    const { qradar: once } = await qradarSandbox({ mock, retry: false });
    mock.faults.add({ status: 429, headers: { 'Retry-After': '90' } });
    mock.faults.add({ status: 503, times: 6 });
    const steps = Array.from({ length: 7 }, () => nothing);
    const { pauses } = await runFeed(once.users.list(), { intervalMs: 5000 }, steps);
    expect(pauses.map((ms) => ms / 1000)).toEqual([90, 10, 20, 40, 80, 80, 80, 5]);
  });

  it('two walks never overlap', async () => {
    let now = 0;
    let most = 0;
    const { qradar: counted } = await qradarSandbox({
      mock,
      middleware: [
        async (request, next) => {
          now += 1;
          most = Math.max(most, now);
          return next(request).finally(() => {
            now -= 1;
          });
        },
      ],
    });
    mock.faults.add({ latencyMs: 20, times: 4 });
    await runFeed(counted.users.list(), { intervalMs: 1000 }, [nothing, nothing, nothing]);
    expect(most).toBe(1);
  });

  it('an abort during a walk ends the feed at once, with its reason', async () => {
    mock.faults.add({ latencyMs: 10_000, probability: 1 });
    const abort = new AbortController();
    const walking = new EventEmitter();
    const { qradar: slow } = await qradarSandbox({
      mock,
      middleware: [
        (request, next) => {
          walking.emit('request');
          return next(request);
        },
      ],
    });
    const asked = once(walking, 'request');
    const next = watch(slow.users.list(), { signal: abort.signal })[Symbol.asyncIterator]().next();
    await asked;
    await turns();
    const startedAt = performance.now();
    abort.abort(new Error('shutting down'));
    await expect(next).rejects.toThrow('shutting down');
    expect(performance.now() - startedAt).toBeLessThan(500);
  });

  it('an error that will not pass ends the feed', async () => {
    const { qradar: stranger } = await qradarSandbox({ mock, auth: { secToken: 'wrong' } });
    await expect(runFeed(stranger.users.list(), {})).rejects.toMatchObject({ status: 401 });
  });
});

describe('other vendors', () => {
  it('IQ: users are told apart by name', async () => {
    const server = await startMock('iq', { strict: true });
    const iq = createIq({ baseUrl: server.url, auth: { username: 'admin', password: 'admin123' } });
    const ted = {
      username: 'ted',
      password: 'x-Secret-1',
      firstName: 'Ted',
      lastName: 'B',
      email: 'ted@example.com',
    };
    const { changes } = await runFeed(iq.users.list(), { confirm: (name) => iq.users.find(name) }, [
      () => iq.users.create(ted),
      () => iq.users.update('ted', { lastName: 'C' }),
      () => iq.users.delete('ted'),
    ]);
    expect(changes).toMatchObject([
      { type: 'created', key: 'ted' },
      { type: 'updated', key: 'ted', changed: ['lastName'] },
      { type: 'deleted', key: 'ted' },
    ]);
    await server.close();
  });

  it('Qlik: users of a cursor list', async () => {
    const server = await startMock('qlik', { strict: true, users: 45 });
    const qlik = createQlik({ baseUrl: server.url, auth: { apiKey: 'sandbox-key' } });
    let id = '';
    const { changes } = await runFeed(
      qlik.users.list({ totalResults: true }),
      // The seconds that an invitation is good for go down by themselves.
      { ignore: ['lastUpdatedAt', 'lastUpdated', 'inviteExpiry'] },
      [
        async () => {
          id = (await qlik.users.create({ subject: 'corp\\ted', name: 'Ted' })).id;
        },
        () => qlik.users.update(id, { name: 'Teddy' }),
        () => qlik.users.delete(id),
        nothing,
      ],
    );
    expect(changes).toMatchObject([
      { type: 'created', key: id },
      { type: 'updated', key: id, changed: ['name'] },
      { type: 'deleted', key: id },
    ]);
    await server.close();
  });

  it('Qualys SAQ: users of a search', async () => {
    const { saq, close: end } = await qualysSaqSandbox({ users: 130 });
    let id = '';
    const ted = {
      firstName: 'Ted',
      lastName: 'B',
      company: 'E',
      title: 'T',
      emailAddress: 'ted@example.com',
    };
    const stillThere = async (key: string | number) =>
      (await saq.users.list(where('id', 'EQUALS', key)).toArray())[0];
    const { changes } = await runFeed(saq.users.list(), { confirm: stillThere }, [
      async () => {
        id = (await saq.users.create(ted)).id as string;
      },
      () => saq.users.update(id, { title: 'U' }),
      () => saq.users.delete(id),
    ]);
    expect(changes).toMatchObject([
      { type: 'created', key: id },
      { type: 'updated', key: id, changed: ['title'] },
      { type: 'deleted', key: id },
    ]);
    await end();
  });
});

it('the sandbox never broke its contract', () => {
  expect(mock.violations).toEqual([]);
});
