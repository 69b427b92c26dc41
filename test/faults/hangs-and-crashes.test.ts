import { getEventListeners } from 'node:events';
import { deflateRawSync, deflateSync } from 'node:zlib';
import type { Fetch } from '@rollcall/facade';
import { nodeTransport } from '@rollcall/facade/node';
import { watch } from '@rollcall/facade/watch';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { all, cells, failure, transportOf, typeOf } from '../support/cells.js';
import { fakeClock } from '../support/clock.js';
import { rawServer } from '../support/raw-server.js';
import { answer, json, reset, silence } from '../support/scripts.js';
import { CARRIERS, endOf, iqOver, qlikOver, qradarOver, qualysOver, toldWhile } from './kit.js';

describe.each(cells)('$title', ({ vendor, open, carrier }) => {
  it('fault 46: gives a place back when the call ends, also where the transport never does', async () => {
    const server = await rawServer(vendor.wire.ok.get);
    const real = transportOf(carrier).fetch ?? (globalThis.fetch as Fetch);
    let hang = 2;
    const fetch: Fetch = (url, init) => (hang-- > 0 ? new Promise(() => {}) : real(url, init));
    const client = open(server.origin, { fetch, maxInFlight: 1, retry: false });
    expect((await failure(client.get(vendor.wire.id, { timeoutMs: 40 }))).name).toBe('TimeoutError');
    const { signal } = AbortSignal.timeout(20) ? { signal: AbortSignal.timeout(20) } : { signal: undefined };
    await endOf(() => client.get(vendor.wire.id, { signal }));
    expect(await client.get(vendor.wire.id)).toEqual(vendor.wire.user);
  });

  it('fault 46: gives a place back where a body never ends, whatever the transport makes of the abort', async () => {
    const server = await rawServer(vendor.wire.ok.get);
    const real = transportOf(carrier).fetch ?? (globalThis.fetch as Fetch);
    let hang = true;
    const fetch: Fetch = (url, init) => {
      if (!hang) return real(url, init);
      hang = false;
      return Promise.resolve(
        new Response(
          new ReadableStream({ pull: () => new Promise(() => {}), cancel: () => new Promise(() => {}) }),
          { headers: typeOf(vendor) },
        ),
      );
    };
    const client = open(server.origin, { fetch, maxInFlight: 1, retry: false });
    expect((await failure(client.get(vendor.wire.id, { timeoutMs: 40 }))).name).toBe('TimeoutError');
    expect(await client.get(vendor.wire.id)).toEqual(vendor.wire.user);
  });

  it.each([
    ['dots and blanks', '. '.repeat(100_000)],
    ['blanks', ' '.repeat(200_000)],
    ['line breaks', '\n'.repeat(200_000)],
    ['brackets', '<'.repeat(200_000)],
    ['quotes', '"'.repeat(200_000)],
    ['backslashes', '\\'.repeat(200_000)],
    ['ampersands', '&#0'.repeat(100_000)],
    ['percents', '%2'.repeat(100_000)],
    ['equal signs', 'token='.repeat(50_000)],
    ['colons', '"token":"'.repeat(25_000)],
  ])('fault 47: reads an error full of %s in no time', async (_, filling) => {
    const text = `a${filling}b`;
    for (const script of [
      json(400, { message: text, description: text, errors: [{ title: text, detail: text, code: text }] }),
      answer(400, text),
      answer(200, text, typeOf(vendor)),
      answer(200, text, { 'Content-Type': 'text/html' }),
    ]) {
      const server = await rawServer(script);
      const client = open(server.origin, { retry: false });
      const from = process.cpuUsage();
      const error = await failure(client.get(vendor.wire.id));
      const { user } = process.cpuUsage(from);
      expect(user / 1000).toBeLessThan(1000); // a quadratic one takes minutes
      expect(error.message.length).toBeLessThan(2000);
    }
  });

  it('fault 48: refuses a number that is none or out of its range when the client is made', async () => {
    const numbers: Record<string, unknown[]> = {
      timeoutMs: [0, -1, Number.NaN, Number.POSITIVE_INFINITY, '5', null],
      deadlineMs: [0, -1, Number.NaN, Number.POSITIVE_INFINITY, '5'],
      maxBodyBytes: [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, '5'],
      maxInFlight: [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, '5'],
    };
    for (const [name, values] of Object.entries(numbers)) {
      for (const value of values) {
        const { error } = await endOf(() => open('https://host.example', { [name]: value }));
        expect(error, `${name}: ${String(value)}`).toMatchObject({ name: 'InvalidInputError' });
        expect(error?.message).toMatch(new RegExp(`^${name} must be`));
      }
    }
    const retries: Record<string, unknown[]> = {
      attempts: [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, '3'],
      baseDelayMs: [-1, Number.NaN, Number.POSITIVE_INFINITY, '3'],
      maxDelayMs: [-1, Number.NaN, Number.POSITIVE_INFINITY, '3'],
      budget: [-1, Number.NaN, Number.POSITIVE_INFINITY, '3'],
    };
    for (const [name, values] of Object.entries(retries)) {
      for (const value of values) {
        const { error } = await endOf(() => open('https://host.example', { retry: { [name]: value } }));
        expect(error, `retry.${name}: ${String(value)}`).toMatchObject({ name: 'InvalidInputError' });
        expect(error?.message).toMatch(new RegExp(`retry\\.${name} must be`));
      }
    }
  });

  it('fault 48: takes the longest time there is, without a timer that goes off at once', async () => {
    const server = await rawServer(vendor.wire.ok.get);
    const longest = { timeoutMs: 2 ** 31 - 1, deadlineMs: 2 ** 31 - 1 };
    expect(await open(server.origin, longest).get(vendor.wire.id)).toEqual(vendor.wire.user);
    const { error } = await endOf(() => open(server.origin, { timeoutMs: 2 ** 40 }).get(vendor.wire.id));
    if (error) expect(error.name).toBe('InvalidInputError');
  });

  it('fault 49: refuses what is no function where one belongs, when the client is made', async () => {
    for (const name of ['logger', 'onRetry', 'fetch', 'middleware', 'clock'] as const) {
      for (const value of [
        'console',
        5,
        {},
        null,
        ...(name === 'middleware' ? [[undefined], [{}], () => {}] : [[]]),
      ]) {
        const { error } = await endOf(() => open('https://host.example', { [name]: value } as never));
        expect(error, `${name}: ${JSON.stringify(value)}`).toMatchObject({ name: 'InvalidInputError' });
        expect(error?.message).toContain(name);
      }
    }
  });

  it.each([
    [
      'throws',
      () => {
        throw new Error('no disk');
      },
    ],
    ['rejects', () => Promise.reject(new Error('no disk'))],
  ])(
    'fault 49: keeps the outcome of a call whose logger or onRetry %s, and tells it once',
    async (_, broken) => {
      const down = json(503, {}, { 'Retry-After': '0' });
      const server = await rawServer([
        vendor.wire.ok.create,
        down,
        vendor.wire.ok.get,
        down,
        vendor.wire.ok.get,
      ]);
      const { warnings, uncaught } = await toldWhile(async () => {
        const client = open(server.origin, {
          logger: broken as never,
          onRetry: broken as never,
          clock: fakeClock(),
        });
        await client.create();
        expect(await client.get(vendor.wire.id)).toEqual(vendor.wire.user);
        expect(await client.get(vendor.wire.id)).toEqual(vendor.wire.user);
      });
      expect(uncaught).toEqual([]);
      expect(warnings.filter((text) => /logger/.test(text))).toHaveLength(1);
      expect(warnings.filter((text) => /onRetry/.test(text))).toHaveLength(1);
      expect(warnings.join()).toMatch(/no disk/);
      expect(server.requests).toHaveLength(5);
    },
  );

  it('fault 50: refuses a controller where its signal belongs, and everything else that is no signal', async () => {
    const server = await rawServer(vendor.wire.ok.get);
    const client = open(server.origin);
    for (const signal of [new AbortController(), 'abort', {}, true, 5, new EventTarget()] as never[]) {
      for (const call of [
        () => client.get(vendor.wire.id, { signal }),
        () => client.create({ signal }),
        () => client.update(vendor.wire.id, { signal }),
        () => client.remove(vendor.wire.id, { signal }),
        () => all(client.list({ signal })),
      ]) {
        const { error } = await endOf(call);
        expect(error).toMatchObject({ name: 'InvalidInputError' });
        expect(error?.message).toMatch(/signal/);
      }
    }
    expect(
      (await endOf(() => client.get(vendor.wire.id, { signal: new AbortController() as never }))).error
        ?.message,
    ).toMatch(/controller\.signal/);
    expect(server.connections).toBe(0);
  });

  it('fault 50: leaves no listener of a call that ended early, and ends no process', async () => {
    const server = await rawServer([silence, reset, vendor.wire.ok.get]);
    const controller = new AbortController();
    const { uncaught } = await toldWhile(async () => {
      const client = open(server.origin, { timeoutMs: 60, retry: false });
      for (let call = 0; call < 3; call += 1)
        await endOf(() => client.get(vendor.wire.id, { signal: controller.signal }));
      const listing = await rawServer(vendor.wire.ok.list);
      for await (const _ of open(listing.origin).list({ signal: controller.signal })) break;
    });
    expect(uncaught).toEqual([]);
    expect(getEventListeners(controller.signal, 'abort')).toEqual([]);
  });

  const deep = '['.repeat(100_000) + ']'.repeat(100_000);
  it('fault 51: survives JSON that is nested 100,000 deep, in successes and errors', async () => {
    for (const [status, body] of [
      [200, deep],
      [400, deep],
      [400, `{"message":${deep},"errors":${deep}}`],
      [200, `{"id":7,"username":"jane","user_role":{"id":1},"security_profile":{"id":1},"extra":${deep}}`],
      [200, `{"data":${deep},"users":${deep}}`],
    ] as const) {
      const server = await rawServer(answer(status, body, typeOf(vendor)));
      for (const validate of [false, true]) {
        const client = open(server.origin, { retry: false, validate });
        for (const call of [
          () => client.get(vendor.wire.id),
          () => all(client.list()),
          () => client.create(),
        ]) {
          const { error } = await endOf(call);
          if (error) expect(['HttpError', 'ProtocolError']).toContain(error.name);
          if (error) expect(error.status).toBe(status);
        }
      }
    }
  });

  it.each([5, true, null, [], {}, [null], [[]], { a: 1 }, ''])(
    'fault 51: survives an error whose words are %j',
    async (word) => {
      const body = {
        message: word,
        description: word,
        code: word,
        errors: word,
        traceId: word,
        http_response: word,
      };
      for (const value of [body, { errors: [word] }, { errors: [body] }, word]) {
        const server = await rawServer(json(400, value));
        expect(await failure(open(server.origin).get(vendor.wire.id))).toMatchObject({
          name: 'HttpError',
          status: 400,
          outcome: 'refused',
        });
      }
    },
  );

  it.each([3_600_000, -3_600_000])(
    'fault 52: keeps its deadlines when the wall clock jumps by %i ms',
    async (jump) => {
      const { now } = Date;
      const wall = vi.spyOn(Date, 'now');
      onTestFinished(() => wall.mockRestore());
      const server = await rawServer([json(503, {}, { 'Retry-After': '0' }), vendor.wire.ok.get, silence]);
      const client = open(server.origin, { deadlineMs: 5000, retry: { baseDelayMs: 1 } });
      const work = client.get(vendor.wire.id);
      wall.mockImplementation(() => now() + jump);
      expect(await work).toEqual(vendor.wire.user);
      wall.mockImplementation(now);
      const from = performance.now();
      const late = failure(client.get(vendor.wire.id, { deadlineMs: 150 }));
      wall.mockImplementation(() => now() + jump);
      expect((await late).name).toBe('TimeoutError');
      expect(performance.now() - from).toBeLessThan(600);
    },
  );

  it('fault 53: takes a 205, with a body or none, as the RFC says', async () => {
    for (const script of [
      answer(205),
      answer(205, '', { 'Content-Type': 'application/json' }),
      answer(205, 'xx'),
    ]) {
      const server = await rawServer(script);
      if (vendor.name === 'IQ' || vendor.name === 'Qlik') {
        expect(await open(server.origin).remove(vendor.wire.id)).toBeUndefined();
      }
      const other = await rawServer(script);
      expect(await failure(open(other.origin, { retry: false }).get(vendor.wire.id))).toMatchObject({
        name: 'ProtocolError',
        status: 205,
      });
    }
  });

  it('fault 53: reads raw deflate like deflate', async () => {
    for (const deflate of [deflateSync, deflateRawSync]) {
      const server = await rawServer(
        answer(200, deflate(vendor.wire.text), { ...typeOf(vendor), 'Content-Encoding': 'deflate' }),
      );
      expect(await open(server.origin).get(vendor.wire.id)).toEqual(vendor.wire.user);
    }
  });

  it('fault 53: takes a 304 that it did not ask for as no success', async () => {
    const server = await rawServer(answer(304, '', { ETag: '"x"' }));
    expect(await failure(open(server.origin, { retry: false }).get(vendor.wire.id))).toMatchObject({
      name: 'HttpError',
      status: 304,
    });
  });

  it('fault 53: reads on after interim answers that it did not ask for', async () => {
    const preceded =
      (interim: string, script: typeof vendor.wire.ok.create): typeof script =>
      (socket, request) => {
        socket.write(interim);
        return script(socket, request);
      };
    const hints = 'HTTP/1.1 103 Early Hints\r\nLink: </x>; rel=preload\r\n\r\n';
    // An unasked 100 is a broken connection to undici, which carries both transports (reliability.md, row 53).
    const interims = [hints, `${hints}${hints}`];
    for (const interim of interims) {
      const server = await rawServer([
        preceded(interim, vendor.wire.ok.create),
        preceded(interim, vendor.wire.ok.get),
      ]);
      const client = open(server.origin, { retry: false });
      await client.create();
      expect(await client.get(vendor.wire.id)).toEqual(vendor.wire.user);
    }
  });
});

describe.each(CARRIERS)('over %s', (carrier) => {
  it('fault 48: refuses pages, waits and batches that are no numbers, before anything is sent', async () => {
    const server = await rawServer(json(200, []));
    const qradar = qradarOver(carrier, server.origin);
    const iq = iqOver(carrier, server.origin);
    const qlik = qlikOver(carrier, server.origin);
    const qualys = qualysOver(carrier, server.origin);
    const whole = [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, '5', null];
    for (const value of whole as never[]) {
      for (const list of [qradar.users.list(), iq.users.list(), qlik.users.list(), qualys.users.list()]) {
        expect((await endOf(() => list.toArray({ pageSize: value }))).error?.name, `pageSize ${value}`).toBe(
          'InvalidInputError',
        );
        expect(
          (
            await endOf(async () => {
              for await (const _ of list.byPage({ pageSize: value }));
            })
          ).error?.name,
        ).toBe('InvalidInputError');
        if (value !== 0)
          expect(
            (await endOf(() => list.toArray({ prefetch: value }))).error?.name,
            `prefetch ${value}`,
          ).toBe('InvalidInputError');
      }
      for (const users of [qradar.users, iq.users, qlik.users, qualys.users]) {
        const run = (options: object) =>
          endOf(() =>
            (users.createMany as (inputs: unknown[], options: object) => Promise<unknown>)([], options),
          );
        expect((await run({ concurrency: value })).error?.name).toBe('InvalidInputError');
        if (typeof value !== 'number' || !(value >= 0 && value < 2))
          expect((await run({ graceMs: value })).error?.name, `graceMs ${value}`).toBe('InvalidInputError');
        expect(
          (await run({ timeoutMs: typeof value === 'number' && value === 1.5 ? -1 : value })).error?.name,
        ).toBe('InvalidInputError');
      }
      expect((await endOf(() => qualys.users.createMany([], { batchSize: value }))).error?.name).toBe(
        'InvalidInputError',
      );
      expect((await endOf(() => qlik.users.list({ limit: value }).toArray())).error?.name).toBe(
        'InvalidInputError',
      );
    }
    expect(server.connections).toBe(0);
  });

  it('fault 49: keeps the outcome of a deletion whose onProgress throws, and of bulk work', async () => {
    const broken = () => {
      throw new Error('no screen');
    };
    const { result, warnings } = await toldWhile(async () => {
      const server = await rawServer([
        json(202, { task_id: 3, status: 'QUEUED' }),
        json(200, { task_id: 3, status: 'PROCESSING' }),
        json(200, { task_id: 3, status: 'COMPLETED' }),
      ]);
      const { users } = qradarOver(carrier, server.origin, { clock: fakeClock() });
      const task = await users.deleteAndWait(7, { onProgress: broken });
      const other = await rawServer(json(202, { task_id: 3, status: 'QUEUED' }));
      const bulk = qradarOver(carrier, other.origin).users.deleteMany([7, 8], {
        wait: false,
        onProgress: broken,
      });
      return { task, report: await bulk };
    });
    expect(result.task.status).toBe('COMPLETED');
    expect(result.report).toMatchObject({ done: 2, failed: 0 });
    expect(warnings.filter((text) => /onProgress.*no screen/.test(text)).length).toBeLessThanOrEqual(2);
    expect(warnings.length).toBeGreaterThan(0);
  });

  it('fault 49: keeps the outcome of a call whose onDeprecated throws, and refuses one that is no function', async () => {
    const server = await rawServer(json(200, { id: 7, username: 'jane' }, { Deprecated: 'true' }));
    const { warnings } = await toldWhile(async () => {
      const { users } = qradarOver(carrier, server.origin, {
        onDeprecated: () => {
          throw new Error('no');
        },
      } as never);
      for (let call = 0; call < 3; call += 1) expect((await users.get(7)).id).toBe(7);
    });
    expect(warnings.filter((text) => /onDeprecated/.test(text))).toHaveLength(1);
    expect(
      (await endOf(() => qradarOver(carrier, 'https://host.example', { onDeprecated: 'x' } as never))).error
        ?.name,
    ).toBe('InvalidInputError');
  });

  it('fault 50: refuses what is no signal in bulk work, in waits and in feeds', async () => {
    const server = await rawServer(json(200, []));
    const { users } = qradarOver(carrier, server.origin);
    const signal = new AbortController() as never;
    for (const call of [
      () => users.deleteMany([7], { signal }),
      () => users.waitForDelete(3, { signal }),
      () => users.deleteAndWait(7, { signal }),
      () => users.deprovision(7, { signal }),
      () => watch(users.list(), { signal }),
    ])
      expect((await endOf(call)).error).toMatchObject({ name: 'InvalidInputError' });
    expect(server.connections).toBe(0);
  });

  it('fault 51: survives a task whose message is no text', async () => {
    for (const message of [5, {}, [null], true]) {
      const server = await rawServer(json(200, { task_id: 3, status: 'EXCEPTION', message }));
      expect(await failure(qradarOver(carrier, server.origin).users.waitForDelete(3))).toMatchObject({
        name: 'TaskFailedError',
      });
      const deploy = await rawServer(json(200, { status: 'DONE', has_errors: true, error_message: message }));
      expect(await failure(qradarOver(carrier, deploy.origin).staged.waitForDeploy())).toMatchObject({
        name: 'TaskFailedError',
      });
    }
  });

  it.each([[[null]], [[5]], ['x'], [{ a: 1 }], [[[]]], [null]])(
    'fault 51: survives a 207 whose errors are %j',
    async (errors) => {
      const server = await rawServer(json(207, { errors }));
      const error = await failure(qlikOver(carrier, server.origin).users.update('u-1', { name: 'J' }));
      expect(error).toMatchObject({ name: 'PartialFailureError', outcome: 'unknown', status: 207 });
    },
  );

  it('fault 51: survives records whose fields are of another kind, in a search for one', async () => {
    const server = await rawServer(json(200, { data: [{ id: 'u-1', email: 5, subject: {} }], links: {} }));
    expect(await qlikOver(carrier, server.origin).users.find('a@example.com')).toBeUndefined();
    const items = await rawServer(json(207, { data: [{ status: 'ok' }, { email: 5, status: 5 }] }));
    const { unanswered } = await qlikOver(carrier, items.origin).users.invite([{ email: 'a@example.com' }]);
    expect(unanswered).toEqual(['a@example.com']);
  });

  it('fault 51: feeds no raw error of the runtime to who watches a list of deep records', async () => {
    const deep = '['.repeat(100_000) + ']'.repeat(100_000);
    const server = await rawServer(
      answer(200, `[{"id":7,"username":"a","x":${deep}}]`, { 'Content-Type': 'application/json' }),
    );
    const { users } = qradarOver(carrier, server.origin);
    const { error } = await endOf(async () => {
      for await (const change of watch(users.list(), { initial: true })) return change;
    });
    if (error) expect(['ProtocolError', 'InvalidInputError', 'RollcallError']).toContain(error.name);
  });
});

it('fault 48: refuses a number of the Node transport that is none', () => {
  for (const [name, values] of Object.entries({
    keepAliveMs: [0, -1, Number.NaN, Number.POSITIVE_INFINITY, '5', 2 ** 31],
    connections: [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, '5'],
  })) {
    for (const value of values)
      expect(() => nodeTransport({ [name]: value } as never)).toThrow(new RegExp(`${name} must be`));
  }
});
