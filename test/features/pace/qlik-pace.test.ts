import { InvalidInputError, RollcallError } from '@rollcall/facade';
import { flexibleStore } from '@rollcall/facade/pace';
import { createQlik, type QlikOptions } from '@rollcall/facade/qlik';
import { describe, expect, it } from 'vitest';
import { patientClock } from './patient-clock.js';

const WINDOW_MS = 300_000;
/** Ten requests of Tier 1 in five minutes. */
const TEN = { 'Tier 1': { requests: 2, perSeconds: 60 } };

interface Sent {
  readonly at: number;
  readonly method: string;
}

type Answer = (index: number) => { status?: number; headers?: Record<string, string> };

/** A client whose requests are on record; time passes only while it waits. */
function paced(options: Partial<QlikOptions>, answer: Answer = () => ({})) {
  const clock = patientClock();
  const sent: Sent[] = [];
  const qlik = createQlik({
    baseUrl: 'https://tenant.eu.qlikcloud.com',
    auth: { apiKey: 'key-1' },
    clock,
    fetch: async (_url, { method }) => {
      const { status = 200, headers = {} } = answer(sent.length);
      sent.push({ at: clock.now(), method });
      if (method === 'PATCH') return new Response(null, { status: 204 });
      const body = status === 200 ? { id: '1' } : { errors: [{ code: 'HTTP-429', title: 'Too many' }] };
      return new Response(JSON.stringify(body), {
        status,
        headers: { 'content-type': 'application/json', ...headers },
      });
    },
    ...options,
  });
  const get = (count: number) => Promise.all(Array.from({ length: count }, () => qlik.users.get('1')));
  return { clock, sent, qlik, get };
}

function mostInAWindow(sent: readonly Sent[]): number {
  return Math.max(
    ...sent.map(({ at }) => sent.filter((other) => other.at >= at && other.at < at + WINDOW_MS).length),
  );
}

describe('pace of a Qlik client', () => {
  it('lets no window of five minutes hold more than the tier, and uses the tier fully', async () => {
    const { sent, get, clock } = paced({ pace: { tiers: TEN, share: 1 }, deadlineMs: 3_600_000 });
    await get(25);
    expect(sent).toHaveLength(25);
    expect(mostInAWindow(sent)).toBe(10);
    expect(clock.now()).toBe(2 * WINDOW_MS);
  });

  it('takes the documented budgets with pace: true, one twentieth kept back', async () => {
    const { sent, qlik, clock } = paced({ pace: true });
    const first = async () => {
      for await (const _ of qlik.users.filter('name eq "a"').byPage()) return; // Special: 200 a minute
    };
    // The answers hold no list: that is told after the request went, which is all that counts here.
    await Promise.allSettled(Array.from({ length: 951 }, first));
    expect(sent.filter(({ at }) => at === 0)).toHaveLength(950);
    expect(clock.now()).toBe(WINDOW_MS);
  });

  it('does not hold anything back without pace', async () => {
    const { sent, get, clock } = paced({});
    await get(30);
    expect(sent).toHaveLength(30);
    expect(clock.sleeps).toEqual([]);
  });

  it('counts each tier by itself', async () => {
    const { sent, get, qlik, clock } = paced({
      pace: { tiers: { ...TEN, 'Tier 2': { requests: 2, perSeconds: 60 } }, share: 1 },
    });
    await get(10);
    await Promise.all(Array.from({ length: 10 }, () => qlik.users.update('1', { name: 'A' })));
    expect(sent).toHaveLength(20);
    expect(clock.sleeps).toEqual([]);
  });

  it('takes the budget that the server tells for its own', async () => {
    const { sent, get } = paced({ pace: { share: 1 }, deadlineMs: 3_600_000 }, () => ({
      headers: { 'Ratelimit-Limit': '4' },
    }));
    await get(1);
    await get(9);
    expect(mostInAWindow(sent)).toBe(4);
  });

  it('rests until the reset when others have used the tier', async () => {
    const { sent, get } = paced({ pace: true }, (index) =>
      index === 0
        ? { headers: { 'Ratelimit-Limit': '100', 'Ratelimit-Remaining': '5', 'Ratelimit-Reset': '42' } }
        : {},
    );
    await get(1);
    await get(2);
    expect(sent.map(({ at }) => at)).toEqual([0, 42_000, 42_000]);
  });

  it('holds every call of the tier after a 429, and sends the refused one again', async () => {
    const { sent, get } = paced({ pace: true }, (index) =>
      index === 0 ? { status: 429, headers: { 'Retry-After': '13' } } : {},
    );
    await get(1);
    expect(sent.map(({ at }) => at)).toEqual([0, 13_000]);
    const other = paced({ pace: true, retry: false }, (index) =>
      index === 0 ? { status: 429, headers: { 'Retry-After': '13' } } : {},
    );
    await expect(other.get(1)).rejects.toMatchObject({ status: 429 });
    await other.get(1);
    expect(other.sent.map(({ at }) => at)).toEqual([0, 13_000]);
  });

  it('waits in order, and an aborted call leaves the line without having been sent', async () => {
    const { sent, qlik } = paced({
      pace: { tiers: { 'Tier 1': { requests: 1, perSeconds: 300 } }, share: 1 },
    });
    const done: number[] = [];
    const leave = new AbortController();
    const reason = new Error('no longer wanted');
    const calls = [0, 1, 2].map((index) =>
      qlik.users.get('1', {}, index === 1 ? { signal: leave.signal } : {}).then(() => done.push(index)),
    );
    leave.abort(reason);
    await expect(calls[1]).rejects.toBe(reason);
    await Promise.all([calls[0], calls[2]]);
    expect(done).toEqual([0, 2]);
    expect(sent.map(({ at }) => at)).toEqual([0, WINDOW_MS]);
  });

  it('waits for a whole window under its default deadline', async () => {
    const one = { 'Tier 1': { requests: 1, perSeconds: 300 } };
    const { sent, get } = paced({ pace: { tiers: one, share: 1 } });
    await get(2);
    expect(sent.map(({ at }) => at)).toEqual([0, WINDOW_MS]);
  });

  it('keeps maxInFlight beside it', async () => {
    let inFlight = 0;
    let most = 0;
    const { get } = paced({
      pace: true,
      maxInFlight: 3,
      middleware: [
        async (request, next) => {
          inFlight += 1;
          most = Math.max(most, inFlight);
          await new Promise(setImmediate);
          const response = await next(request);
          inFlight -= 1;
          return response;
        },
      ],
    });
    await get(12);
    expect(most).toBe(3);
  });

  it.each([
    [{ share: 0 }, /share/],
    [{ share: 1.5 }, /share/],
    [{ tiers: { 'Tier 9': { requests: 1, perSeconds: 1 } } }, /no tier 'Tier 9'.*Tier 1/],
    [{ tiers: { 'Tier 1': { requests: 0, perSeconds: 1 } } }, /requests/],
  ])('refuses %j', (pace, message) => {
    const create = () => paced({ pace: pace as never });
    expect(create).toThrow(InvalidInputError);
    expect(create).toThrow(message);
  });
});

describe('a shared store', () => {
  it('says that nothing was sent when it fails', async () => {
    const down = flexibleStore(() => ({
      points: 1,
      consume: async () => Promise.reject(new Error('connect ECONNREFUSED')),
    }));
    const { sent, get } = paced({ pace: { store: down } });
    const error = await get(1).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(RollcallError);
    expect(error.message).toMatch(/pace store.*Tier 1.*nothing was sent/);
    expect(error.cause.message).toBe('connect ECONNREFUSED');
    expect(sent).toEqual([]);
  });

  it('is asked again after the time it names', async () => {
    let asked = 0;
    const store = flexibleStore(() => ({
      points: 1,
      consume: async () => {
        asked += 1;
        if (asked < 3) throw { msBeforeNext: 700 };
      },
    }));
    const { clock, get } = paced({ pace: { store } });
    await get(1);
    expect(clock.sleeps).toEqual([700, 700]);
  });
});
