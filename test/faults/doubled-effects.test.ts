import type { Fetch } from '@rollcall/facade';
import { describe, expect, it } from 'vitest';
import { cells, failure, transportOf } from '../support/cells.js';
import { fakeClock } from '../support/clock.js';
import { rawServer } from '../support/raw-server.js';
import { SAQ_USER, saqAnswer, saqError, saqUsers } from '../support/saq-answers.js';
import { answer, json, reset, xml } from '../support/scripts.js';
import { CARRIERS, qlikOver, qradarOver, qualysOver } from './kit.js';

const TASK = { task_id: 3, status: 'QUEUED' };

/** Sends the request for good, and then fails as a connection does. */
function failingAfter(fetch: Fetch, failing: Error): Fetch {
  return async (url, init) => {
    await fetch(url, init).then((response) => response.text());
    throw new TypeError('fetch failed', { cause: failing });
  };
}

describe.each(cells)('$title', ({ vendor, carrier, open }) => {
  it.each([
    'EHOSTUNREACH',
    'ENETUNREACH',
    'ECONNREFUSED',
    'ENETDOWN',
    'EHOSTDOWN',
    'ETIMEDOUT',
    'EPIPE',
    'ERR_SSL_SSLV3_ALERT_BAD_RECORD_MAC',
  ])(
    'fault 32: says of %s on an established connection that nobody knows, and sends nothing again',
    async (code) => {
      for (const syscall of ['read', 'write', undefined]) {
        if (code === 'ECONNREFUSED' && !syscall) continue; // never said of anything but connecting
        const server = await rawServer(vendor.wire.ok.create);
        const cause = Object.assign(new Error(`${syscall} ${code}`), {
          code,
          ...(syscall ? { syscall } : {}),
        });
        const { fetch = globalThis.fetch as Fetch } = transportOf(carrier);
        const client = open(server.origin, { fetch: failingAfter(fetch, cause), clock: fakeClock() });
        expect(await failure(client.create())).toMatchObject({
          name: 'NetworkError',
          outcome: 'unknown',
          attempts: 1,
        });
        expect(server.requests).toHaveLength(1);
        expect(await failure(client.remove(vendor.wire.id))).toMatchObject({
          outcome: 'unknown',
          attempts: 1,
        });
        expect(server.requests).toHaveLength(2);
      }
    },
  );

  it('fault 32: says that nothing was sent only where connecting failed', async () => {
    for (const [code, syscall] of [
      ['EHOSTUNREACH', 'connect'],
      ['ECONNREFUSED', 'connect'],
      ['ENOTFOUND', 'getaddrinfo'],
    ]) {
      const fetch: Fetch = async () => {
        throw new TypeError('fetch failed', { cause: Object.assign(new Error('no'), { code, syscall }) });
      };
      const client = open('http://127.0.0.1:9', { fetch, retry: false });
      expect(await failure(client.create())).toMatchObject({ outcome: 'not-sent' });
    }
  });

  it('fault 33: refuses an option that makes no sense before the first request of any verb', async () => {
    const server = await rawServer(vendor.wire.ok.get);
    const client = open(server.origin);
    for (const bad of [
      { timeoutMs: Number.NaN },
      { timeoutMs: '50' },
      { deadlineMs: -1 },
      { deadlineMs: Number.POSITIVE_INFINITY },
      { retry: true },
      { headers: 'X: y' },
      { timeoutMS: 50 },
    ] as never[]) {
      const calls = [
        () => client.get(vendor.wire.id, bad),
        () => client.create(bad),
        () => client.update(vendor.wire.id, bad),
        () => client.remove(vendor.wire.id, bad),
        () =>
          (async () => {
            for await (const _ of client.list(bad));
          })(),
      ];
      for (const call of calls)
        expect((await failure((async () => call())())).name).toBe('InvalidInputError');
    }
    expect(server.connections).toBe(0);
  });

  it('fault 37: takes no other user for the one that was asked for', async () => {
    const other = {
      json: JSON.stringify({ ...vendor.wire.user, id: vendor.wire.numericIds ? 8 : 'u-2', username: 'mary' }),
    };
    const text = vendor.wire.media === 'xml' ? saqUsers([{ ...SAQ_USER, id: '8' }]) : other.json;
    const server = await rawServer(
      answer(200, text, { 'Content-Type': vendor.wire.media === 'xml' ? 'text/xml' : 'application/json' }),
    );
    const client = open(server.origin);
    expect(await failure(client.get(vendor.wire.id))).toMatchObject({ name: 'ProtocolError', status: 200 });
    if (vendor.name === 'Qlik') return; // its update answers nothing
    expect(await failure(client.update(vendor.wire.id))).toMatchObject({
      name: 'ProtocolError',
      outcome: 'unknown',
    });
  });
});

describe.each(CARRIERS)('QRadar over %s', (carrier) => {
  const open = async (scripts: Parameters<typeof rawServer>[0], options = {}) => {
    const server = await rawServer(scripts);
    return { server, ...qradarOver(carrier, server.origin, { clock: fakeClock(), ...options }) };
  };
  const accepted = json(202, TASK);

  it('fault 33: refuses how to wait before anything is deleted', async () => {
    const bad = [
      { timeoutMs: Number.NaN },
      { timeoutMs: -1 },
      { timeoutMs: '600' },
      { timeoutMs: Number.POSITIVE_INFINITY },
      { intervalMs: Number.NaN },
      { intervalMS: 10 },
      { onProgress: 'log' },
      { signal: new AbortController() },
    ] as never[];
    for (const options of bad) {
      const { server, users, staged } = await open(accepted);
      const calls = [
        () => users.deleteAndWait(7, options),
        () => users.waitForDelete(3, options),
        () => users.deprovision(7, options),
        () => users.deprovision('jane', options),
        () => staged.users.deleteAndWait(7, options),
        () => staged.deploy(options),
        () => staged.waitForDeploy(options),
        () => users.deleteMany([7], { wait: options }),
      ];
      for (const call of calls) {
        const { name, outcome } = await failure((async () => call())());
        expect([name, outcome]).toEqual(['InvalidInputError', 'not-sent']);
      }
      expect(server.connections).toBe(0);
    }
  });

  it('fault 33: refuses a kind of deploy that there is not', async () => {
    const { server, staged } = await open(accepted);
    for (const type of ['PARTIAL', '', 5, null]) {
      expect((await failure(staged.deploy({ type } as never))).name).toBe('InvalidInputError');
      expect((await failure(staged.startDeploy({ type } as never))).name).toBe('InvalidInputError');
    }
    expect(server.connections).toBe(0);
  });

  it.each([1.5, -3, 2 ** 53 + 2, '3', null, true, [3]])(
    'fault 33: says of a deletion whose task is %j that nobody knows',
    async (task_id) => {
      const { users, staged, server } = await open(json(202, { task_id, status: 'QUEUED' }));
      for (const call of [
        () => users.delete(7),
        () => users.deleteAndWait(7),
        () => staged.users.delete(7),
        () => staged.users.deleteAndWait(7),
      ]) {
        expect(await failure(call())).toMatchObject({ name: 'ProtocolError', outcome: 'unknown' });
      }
      const { results } = await users.deleteMany([7]);
      expect(results).toMatchObject([{ status: 'failed', outcome: 'unknown' }]);
      expect(server.requests.every(({ method }) => method === 'DELETE')).toBe(true);
    },
  );

  it('fault 34: says that nobody knows, and which task it is, when the console is down after it took a deletion on', async () => {
    for (const verb of ['deleteAndWait', 'deprovision', 'staged'] as const) {
      const server = await rawServer((socket, request) => {
        if (request.path.includes('/authorized_services')) return void json(200, [])(socket, request);
        if (request.method === 'GET') return void json(200, { id: 7, username: 'jane' })(socket, request);
        socket.write(
          'HTTP/1.1 202 Accepted\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: 31\r\n\r\n{"task_id":3,"status":"QUEUED"}',
          () => void server.close(),
        );
      });
      const { users, staged } = qradarOver(carrier, server.origin, {
        clock: fakeClock(),
        resources: 'guide',
      });
      const call = {
        deleteAndWait: () => users.deleteAndWait(7),
        deprovision: () => users.deprovision(7),
        staged: () => staged.users.deleteAndWait(7),
      }[verb];
      const error = await failure(call());
      const failed = verb === 'deprovision' ? error.cause : error;
      expect(failed).toMatchObject({ outcome: 'unknown', task: { task_id: 3 } });
      expect(error.message).toMatch(/waitForDelete\(3\)/);
    }
  });

  it('fault 34: says the same when the console answers the question for the task by an error or by nonsense', async () => {
    for (const script of [
      json(500, {}),
      answer(200, '<html>', { 'Content-Type': 'text/html' }),
      json(200, { status: 'ODD' }),
      json(401, {}),
    ]) {
      const { users } = await open([accepted, script]);
      const error = await failure(users.deleteAndWait(7));
      expect(error).toMatchObject({ outcome: 'unknown', task: { task_id: 3 } });
      expect(error.message).toMatch(/waitForDelete\(3\)/);
    }
  });

  it('fault 34: says that nobody knows when a deploy was begun and the console is down', async () => {
    const { staged } = await open([json(200, { status: 'INITIALIZING' }), json(500, {})]);
    const error = await failure(staged.deploy());
    expect(error).toMatchObject({ outcome: 'unknown' });
    expect(error.message).toMatch(/waitForDeploy\(\)/);
  });

  const user = json(200, { id: 7, username: 'jane' });
  const completed = json(200, { task_id: 3, status: 'COMPLETED' });
  it.each([
    ['is reset', reset],
    ['is a web page', answer(200, '<html>', { 'Content-Type': 'text/html' })],
    ['is cut', answer(200, '[{"id":', { 'Content-Type': 'application/json' })],
    ['says nonsense of its range', json(200, [{ id: 1 }], { 'Content-Range': 'items 5-5/1' })],
    ['is a list of nulls', json(200, [null])],
  ])(
    'fault 35: stops before the deletion, and says at what, when the list of services %s',
    async (_, script) => {
      const { users, server } = await open([user, script], { resources: 'guide', retry: false });
      const error = await failure(users.deprovision(7));
      expect(error).toMatchObject({
        name: 'DeprovisionError',
        progress: { user: { id: 7 }, done: [], left: [{ what: 'authorized service' }] },
      });
      expect(error.message).toMatch(/stopped at authorized service.*resume: error\.progress/);
      expect(server.requests.every(({ method }) => method === 'GET')).toBe(true);
    },
  );

  it('fault 35: deletes a user whose services the credential may not list, and says what could not be looked at', async () => {
    const scripts = [user, json(403, {}), accepted, completed, json(404, {})];
    const { users } = await open(scripts, { resources: 'guide', retry: false });
    const { done, left } = await users.deprovision(7);
    expect(done.at(-1)).toMatchObject({ what: 'user', action: 'confirmed absent' });
    expect(left).toMatchObject([{ what: 'authorized service', reason: expect.stringContaining('403') }]);
  });

  it('fault 35: says that the user is deleted when whether the user is gone cannot be looked at, and goes on from there', async () => {
    for (const script of [json(500, {}), reset, json(403, {}), answer(200, '<html>')]) {
      const { users, server } = await open(
        [user, json(200, []), accepted, completed, script, json(404, {}), json(404, {})],
        { resources: 'guide', retry: false },
      );
      const error = await failure(users.deprovision(7));
      expect(error).toMatchObject({ name: 'DeprovisionError', progress: { user: { id: 7 } } });
      const { progress } = error as unknown as { progress: { done: readonly object[] } };
      expect(progress.done).toContainEqual(expect.objectContaining({ what: 'user', action: 'deleted' }));
      const { done } = await users.deprovision(7, { resume: progress as never });
      expect(done.at(-1)).toMatchObject({ what: 'user', action: 'confirmed absent' });
      expect(server.requests.filter(({ method }) => method === 'DELETE')).toHaveLength(1);
    }
  });

  it('fault 37: deletes nobody when another user answers', async () => {
    const { users, server } = await open(json(200, { id: 8, username: 'mary' }));
    expect((await failure(users.deprovision(7))).name).toBe('ProtocolError');
    expect(server.requests.map(({ method }) => method)).toEqual(['GET']);
  });

  it('fault 37: takes no other task for the one that was asked for', async () => {
    for (const id of ['task_id', 'id']) {
      const { users } = await open([accepted, json(200, { [id]: 4, status: 'COMPLETED' })]);
      expect(await failure(users.deleteAndWait(7))).toMatchObject({
        name: 'ProtocolError',
        outcome: 'unknown',
      });
      const other = await open(json(200, { [id]: 4, status: 'COMPLETED' }));
      expect((await failure(other.users.deleteTask(3))).name).toBe('ProtocolError');
    }
  });

  it('fault 37: takes no other record for the one that was asked for, in any list', async () => {
    const { userRoles, securityProfiles, authorizedServices, staged } = await open(
      json(200, { id: 8, name: 'x', username: 'x' }),
    );
    for (const call of [
      () => userRoles.get(7),
      () => securityProfiles.get(7),
      () => authorizedServices.get(7),
      () => authorizedServices.update(7, { label: 'x' }),
      () => staged.users.get(7),
      () => staged.users.update(7, { email: 'x@example.com' }),
      () => staged.userRoles.get(7),
      () => staged.securityProfiles.get(7),
    ])
      expect((await failure(call())).name).toBe('ProtocolError');
  });

  it('fault 37: takes no other user for the one that it created', async () => {
    const { users } = await open(json(201, { id: 9, username: 'mary' }));
    const create = users.create({
      username: 'jane',
      password: 'pw-Kx82-secret',
      user_role: { id: 1 },
      security_profile: { id: 1 },
    });
    expect(await failure(create)).toMatchObject({ name: 'ProtocolError', outcome: 'unknown' });
  });
});

it.each(CARRIERS)(
  'fault 37: Qlik over %s takes no other user for the one that it created',
  async (carrier) => {
    const server = await rawServer(json(201, { id: 'u-9', subject: 'idp\\mary' }));
    const { users } = qlikOver(carrier, server.origin);
    expect(await failure(users.create({ subject: 'idp\\jane' } as never))).toMatchObject({
      name: 'ProtocolError',
      outcome: 'unknown',
    });
  },
);

describe.each(CARRIERS)('Qualys over %s', (carrier) => {
  const open = async (scripts: Parameters<typeof rawServer>[0]) => {
    const server = await rawServer(scripts);
    return { server, ...qualysOver(carrier, server.origin, { clock: fakeClock() }) };
  };
  const input = (name: string) => ({
    firstName: name,
    lastName: 'Doe',
    company: 'Example',
    emailAddress: `${name}@example.com`,
  });
  const made = (id: string, name: string) => ({ id, ...input(name) });

  it.each(['INTERNAL_ERROR', 'CA_1001_DUPLICATE_KEY', 'SERVICE_BUSY', 'x'])(
    'fault 36: says of a write that ended as %s that nobody knows',
    async (code) => {
      const { users, server } = await open(xml(200, saqError(code, 'Sorry.', 'Try later.')));
      for (const call of [
        () => users.create(input('jane')),
        () => users.update(7, { title: 'CISO' }),
        () => users.delete(7),
        () => users.delete([7, 8]),
      ])
        expect(await failure(call())).toMatchObject({
          name: 'HttpError',
          outcome: 'unknown',
          vendorCode: code,
        });
      const sent = server.requests.length;
      const report = await users.createMany([input('jane'), input('mary'), input('john')]);
      expect(report.results.map((result) => 'outcome' in result && result.outcome)).toEqual([
        'unknown',
        'unknown',
        'unknown',
      ]);
      expect(server.requests).toHaveLength(sent + 1);
      expect(await failure(users.get(7))).toMatchObject({ outcome: 'refused' });
    },
  );

  it('fault 36: says of a write that Qualys says it did not do that it was refused', async () => {
    for (const code of ['INVALID_REQUEST', 'INVALID_XML', 'INVALID_CREDENTIALS']) {
      const { users } = await open(xml(200, saqError(code, 'No.', 'Look.')));
      expect(await failure(users.create(input('jane')))).toMatchObject({ outcome: 'refused' });
    }
  });

  it('fault 37: takes a deletion of three as done only where each of the three is confirmed', async () => {
    for (const ids of [
      ['1', '2', '9'],
      ['1', '2', '2'],
      ['1', '2', '3', '4'],
    ]) {
      const { users } = await open(xml(200, saqUsers(ids.map((id) => ({ id })))));
      expect(await failure(users.delete([1, 2, 3]))).toMatchObject({
        name: 'ProtocolError',
        outcome: 'unknown',
      });
    }
    const two = await open(xml(200, saqUsers(['1', '2'].map((id) => ({ id })))));
    expect(await failure(two.users.delete([1, 2, 3]))).toMatchObject({
      name: 'PartialFailureError',
      outcome: 'unknown',
      results: [{ user: { id: '1' } }, { user: { id: '2' } }, { error: { name: 'ProtocolError' } }],
    });
    const { users } = await open(xml(200, saqUsers(['3', '1', '2'].map((id) => ({ id })))));
    await users.delete([1, 2, 3]);
    const one = await open(xml(200, saqUsers([{ id: '9' }])));
    expect(await failure(one.users.delete(1))).toMatchObject({ name: 'ProtocolError', outcome: 'unknown' });
  });

  it('fault 37: matches those created by their address, in whatever order they come', async () => {
    const { users } = await open(
      xml(200, saqUsers([made('2', 'mary'), made('3', 'john'), made('1', 'jane')])),
    );
    const created = await users.create([input('jane'), input('mary'), input('john')]);
    expect(created.map(({ id }) => id)).toEqual(['1', '2', '3']);
    const bulk = await open(xml(200, saqUsers([made('2', 'mary'), made('1', 'jane')])));
    const { results } = await bulk.users.createMany([input('jane'), input('mary')]);
    expect(results).toMatchObject([{ value: { id: '1' } }, { value: { id: '2' } }]);
  });

  it('fault 37: takes no one else for those created', async () => {
    for (const answered of [
      [made('1', 'jane'), made('2', 'peter')],
      [made('1', 'jane'), made('2', 'jane')],
    ]) {
      const { users } = await open(xml(200, saqUsers(answered)));
      expect(await failure(users.create([input('jane'), input('mary')]))).toMatchObject({
        name: 'ProtocolError',
        outcome: 'unknown',
      });
    }
    const { users } = await open(xml(200, saqUsers([made('1', 'peter')])));
    expect(await failure(users.create(input('jane')))).toMatchObject({
      name: 'ProtocolError',
      outcome: 'unknown',
    });
  });

  it('fault 37: matches those changed by their id', async () => {
    const { users } = await open(
      xml(
        200,
        saqUsers([
          { id: '8', title: 'b' },
          { id: '7', title: 'a' },
        ]),
      ),
    );
    const changed = await users.update([
      { id: 7, title: 'a' },
      { id: '8', title: 'b' },
    ]);
    expect(changed.map(({ id }) => id)).toEqual(['7', '8']);
    const other = await open(xml(200, saqUsers([{ id: '7' }, { id: '9' }])));
    expect(
      await failure(
        other.users.update([
          { id: 7, title: 'a' },
          { id: 8, title: 'b' },
        ]),
      ),
    ).toMatchObject({ name: 'ProtocolError', outcome: 'unknown' });
  });

  it('fault 37: counts no users where the count is none', async () => {
    for (const count of ['-1', '']) {
      const { users } = await open(xml(200, saqAnswer(`<count>${count}</count>`)));
      expect((await failure(users.count())).name).toBe('ProtocolError');
    }
  });
});
