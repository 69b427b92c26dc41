import { createQlik } from '@rollcall/facade/qlik';
import { describe, expect, it } from 'vitest';
import { cells, failure, transportOf, typeOf } from '../support/cells.js';
import { fakeClock } from '../support/clock.js';
import { expectNoSecret } from '../support/expect-no-secret.js';
import { rawServer } from '../support/raw-server.js';
import { answer, breakOff, bytesOf, json, reset } from '../support/scripts.js';

const DOWN = json(503, { message: 'maintenance' });

describe.each(cells)('$title', ({ vendor, open }) => {
  it('fault 11: reads through two 503s in three attempts, with jitter inside its bounds', async () => {
    for (const chance of [0, 0.5, 0.999]) {
      const clock = fakeClock({ random: () => chance });
      const server = await rawServer([DOWN, DOWN, vendor.wire.ok.get]);
      expect(await open(server.origin, { clock }).get(vendor.wire.id)).toEqual(vendor.wire.user);
      expect(server.requests).toHaveLength(3);
      expect(clock.sleeps).toEqual([chance * 250, chance * 500]);
    }
  });

  it('fault 11: reads through a reset and a cut answer', async () => {
    const part = bytesOf(200, vendor.wire.text.slice(0, 6), { ...typeOf(vendor), 'Content-Length': 100 });
    const server = await rawServer([reset, breakOff(part), vendor.wire.ok.get]);
    expect(await open(server.origin, { clock: fakeClock() }).get(vendor.wire.id)).toEqual(vendor.wire.user);
    expect(server.requests).toHaveLength(3);
  });

  it('fault 11: says how often it tried, and shows no secret, when nothing helped', async () => {
    const server = await rawServer(DOWN);
    const error = await failure(open(server.origin, { clock: fakeClock() }).get(vendor.wire.id));
    expect(error).toMatchObject({
      name: 'HttpError',
      status: 503,
      method: 'GET',
      attempts: 4,
      outcome: 'refused',
    });
    expect(error.message).toContain(`${server.origin}${vendor.wire.usersPath}/${vendor.wire.id}`);
    expectNoSecret(error, vendor.credential.hidden);
  });

  it('fault 11: sends everything once with retry: false', async () => {
    const server = await rawServer(DOWN);
    expect(await failure(open(server.origin, { retry: false }).get(vendor.wire.id))).toMatchObject({
      attempts: 1,
    });
    expect(server.requests).toHaveLength(1);
  });

  it('fault 12: sends a create once when the connection is reset after it, and says that nobody knows', async () => {
    const server = await rawServer(reset);
    const error = await failure(open(server.origin, { clock: fakeClock() }).create());
    expect(error).toMatchObject({ name: 'NetworkError', outcome: 'unknown', attempts: 1, method: 'POST' });
    expect(error.cause).toBeInstanceOf(Error);
    expect(error.message).toMatch(/look before you send it again/);
    expect(server.requests).toHaveLength(1);
    expectNoSecret(error, vendor.credential.hidden);
  });

  it('fault 12: does the same for a delete and a patch', async () => {
    for (const verb of ['remove', 'update'] as const) {
      if (verb === 'update' && vendor.wire.putsUpdates) continue;
      const server = await rawServer(reset);
      const error = await failure(open(server.origin, { clock: fakeClock() })[verb](vendor.wire.id));
      expect(error).toMatchObject({ outcome: 'unknown', attempts: 1 });
      expect(server.requests).toHaveLength(1);
    }
  });

  it('fault 12: tries a create again when the connection was refused, for nothing was sent', async () => {
    const server = await rawServer([]);
    await server.close();
    const clock = fakeClock();
    const error = await failure(open(server.origin, { clock }).create());
    expect(error).toMatchObject({ name: 'NetworkError', outcome: 'not-sent', attempts: 4 });
    expect(clock.sleeps).toHaveLength(3);
    expectNoSecret(error, vendor.credential.hidden);
  });

  it('fault 12: says that nothing was sent to a port that fetch refuses', async () => {
    const error = await failure(open('http://127.0.0.1:1', { clock: fakeClock() }).create());
    expect(error).toMatchObject({ name: 'NetworkError', outcome: 'not-sent' });
  });

  it.each(['2', '0.05'])(
    'fault 12: tries a create again after 429 when Retry-After %s has passed',
    async (wait) => {
      const clock = fakeClock({ random: () => 0 });
      const server = await rawServer([json(429, {}, { 'Retry-After': wait }), vendor.wire.ok.create]);
      await open(server.origin, { clock }).create();
      expect(clock.sleeps).toEqual([Number(wait) * 1000]);
      expect(server.requests).toHaveLength(2);
      expect(server.requests[1]?.body).toBe(server.requests[0]?.body);
      expect(server.requests[1]?.headers['content-length']).toBe(
        server.requests[0]?.headers['content-length'],
      );
    },
  );

  it.each([500, 502, 503, 504, 408])('fault 12: does not send a create again after %i', async (status) => {
    const server = await rawServer(json(status, {}));
    const error = await failure(open(server.origin, { clock: fakeClock() }).create());
    expect(error).toMatchObject({ name: 'HttpError', status, outcome: 'unknown', attempts: 1 });
    expect(server.requests).toHaveLength(1);
  });

  it.runIf(vendor.wire.putsUpdates)(
    'fault 12: does not forget, when a PUT is tried again, that the first one may have worked',
    async () => {
      const gone = json(404, {});
      const server = await rawServer([reset, gone]);
      const answered = await failure(open(server.origin, { clock: fakeClock() }).update(vendor.wire.id));
      expect(answered).toMatchObject({ status: 404, attempts: 2, outcome: 'unknown' });

      const closing = await rawServer((socket) => {
        void closing.close();
        socket.resetAndDestroy();
      });
      const refused = await failure(open(closing.origin, { clock: fakeClock() }).update(vendor.wire.id));
      expect(refused).toMatchObject({ name: 'NetworkError', attempts: 4, outcome: 'unknown' });
      expect(refused.message).not.toMatch(/Nothing was sent/);
    },
  );

  const now = Date.UTC(2026, 0, 1);
  it.each([
    ['2', 2000],
    ['1.5', 1500],
    ['0', 0],
    [new Date(now + 3000).toUTCString(), 3000],
    [new Date(now - 60_000).toUTCString(), 0],
    ['soon', 125],
    ['soon 1', 125],
    ['-5', 125],
    ['1e3', 125],
    ['', 125],
  ])('fault 14: waits for Retry-After %j no less than %i ms', async (value, least) => {
    const clock = fakeClock({ startAt: now });
    const server = await rawServer([json(503, {}, { 'Retry-After': value }), vendor.wire.ok.get]);
    await open(server.origin, { clock }).get(vendor.wire.id);
    // Half of the tenth over which calls spread beyond the time that they were told.
    expect(clock.sleeps).toEqual([least > 125 ? least * 1.05 : 125]);
  });

  it('fault 14: fails at once with the value when Retry-After is longer than the deadline', async () => {
    for (const [value, ms] of [
      ['3600', 3_600_000],
      ['99999999999999999999', Number.MAX_SAFE_INTEGER],
    ] as const) {
      const clock = fakeClock();
      const server = await rawServer(json(429, {}, { 'Retry-After': value }));
      const error = await failure(open(server.origin, { clock, deadlineMs: 10_000 }).get(vendor.wire.id));
      expect(error).toMatchObject({ status: 429, retryAfterMs: ms, attempts: 1 });
      expect(clock.sleeps).toEqual([]);
    }
  });

  it('fault 16: bounds the traffic of fifty calls during an outage by one budget', async () => {
    const server = await rawServer(DOWN);
    const client = open(server.origin, { clock: fakeClock() });
    const errors = await Promise.all(Array.from({ length: 50 }, () => failure(client.get(vendor.wire.id))));
    expect(errors.every(({ name }) => name === 'HttpError')).toBe(true);
    expect(server.requests).toHaveLength(50 + 20);
  });
});

it('fault 12: reads by POST are tried again like a GET', async () => {
  for (const carrier of ['fetch', 'node'] as const) {
    const server = await rawServer([DOWN, answer(502, 'x'), json(200, { data: [{ id: 'u-1' }] })]);
    const options = { auth: { apiKey: 'k-secret' }, clock: fakeClock(), ...transportOf(carrier) };
    const list = createQlik({ baseUrl: server.origin, ...options }).users.filter('id eq "u-1"');
    expect(await list.toArray()).toEqual([{ id: 'u-1' }]);
    expect(server.requests.map(({ method }) => method)).toEqual(['POST', 'POST', 'POST']);
    expect(new Set(server.requests.map(({ body }) => body)).size).toBe(1);
  }
});
