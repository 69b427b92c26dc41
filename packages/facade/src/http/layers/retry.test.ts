import { describe, expect, it } from 'vitest';
import { NetworkError } from '../../errors.js';
import { CallTimer, timeoutError } from '../call-timer.js';
import { secretNamesOf } from '../errors/secret-fields.js';
import type { Call, HttpResponse } from '../types.js';
import { type RetryEvent, type RetryOptions, retryLayer } from './retry.js';

const REQUEST = { method: 'GET', url: 'https://vendor.example/users', headers: {} };
const SIGNAL = { status: 409, header: 'x-wait' };

function response(status: number, headers: Record<string, string> = {}): HttpResponse {
  return { status, statusText: '', headers: new Headers(headers), bytes: new Uint8Array() };
}

function callOf(more: Partial<Call> = {}): Call {
  const timer = new CallTimer(60_000, undefined, () => timeoutError('late'));
  timer.release();
  return {
    method: REQUEST.method,
    template: '/users',
    url: REQUEST.url,
    readsOnly: true,
    idempotent: true,
    timer,
    timeoutMs: 1000,
    deadlineAt: 1e6,
    retry: true,
    confidential: { headers: {}, values: [], names: secretNamesOf([], []) },
    attempts: 0,
    held: false,
    uncertain: false,
    ...more,
  };
}

const write = (): Call => callOf({ method: 'POST', readsOnly: false, idempotent: false });

/** A layer on a clock of its own, whose chance always gives `chance`. */
function layer(retry: RetryOptions = {}, chance = 0.5) {
  let now = 0;
  const events: RetryEvent[] = [];
  const clock = {
    now: () => now,
    random: () => chance,
    sleep: async (ms: number) => {
      now += ms;
    },
  };
  const onRetry = (event: RetryEvent) => void events.push(event);
  return { retry: retryLayer({ clock, retry, onRetry, rateLimitSignal: SIGNAL }), events };
}

/** What comes, attempt by attempt; the last one comes for ever. */
function answering(...ends: (HttpResponse | Error)[]) {
  let at = 0;
  return async () => {
    const end = ends[Math.min(at, ends.length - 1)] as HttpResponse | Error;
    at += 1;
    if (end instanceof Error) throw end;
    return end;
  };
}

/** A connection that failed for a reason that may pass. */
function networkError(outcome: 'not-sent' | 'unknown'): NetworkError {
  return new NetworkError('no connection', { site: { ...REQUEST, attempts: 1 }, outcome, transient: true });
}

describe('the retry layer', () => {
  it('waits up to twice as long each time, and no longer than it may', async () => {
    const { retry, events } = layer({ attempts: 5, baseDelayMs: 100, maxDelayMs: 300 }, 1);
    const { status } = await retry(answering(response(503)))(REQUEST, callOf());
    expect(status).toBe(503);
    expect(events.map(({ attempt, delayMs }) => [attempt, delayMs])).toEqual([
      [1, 100],
      [2, 200],
      [3, 300],
      [4, 300],
    ]);
  });

  it('waits no less than the server asks, and gives up where that is past the deadline', async () => {
    const asked = answering(response(503, { 'Retry-After': '7' }), response(200));
    const { retry, events } = layer();
    expect((await retry(asked)(REQUEST, callOf())).status).toBe(200);
    // Half of the tenth over which calls spread beyond the time that they were told.
    expect(events.map(({ delayMs }) => delayMs)).toEqual([7350]);

    // A wait that ends with the deadline leaves no time for another attempt.
    for (const deadlineAt of [6999, 7000]) {
      const late = layer();
      const unavailable = answering(response(503, { 'Retry-After': '7' }));
      expect((await late.retry(unavailable)(REQUEST, callOf({ deadlineAt }))).status).toBe(503);
      expect(late.events).toEqual([]);
    }
  });

  it.each([
    [408, {}, 1],
    [429, {}, 4],
    [502, {}, 1],
    [503, {}, 1],
    [503, { 'Retry-After': '1' }, 4],
    [504, {}, 1],
    [409, {}, 1],
    [409, { 'x-wait': '1' }, 4],
    [500, {}, 1],
  ])('sends a write that is answered %i with %j in %i attempts', async (status, headers, attempts) => {
    const call = write();
    await layer().retry(answering(response(status, headers as Record<string, string>)))(REQUEST, call);
    expect(call.attempts).toBe(attempts);
  });

  it.each([408, 429, 502, 503, 504])(
    'sends a read that is answered %i until it may no more',
    async (status) => {
      const call = callOf();
      await layer({ attempts: 3 }).retry(answering(response(status)))(REQUEST, call);
      expect(call.attempts).toBe(3);
    },
  );

  it('lets the last error through when it gives up, and does not repeat a write that may have arrived', async () => {
    const cut = networkError('unknown');
    const call = write();
    await expect(layer().retry(answering(cut))(REQUEST, call)).rejects.toBe(cut);
    expect(call.attempts).toBe(1);
  });

  it('repeats a write whose connection never opened, and a read that was cut', async () => {
    const unopened = write();
    await layer().retry(answering(networkError('not-sent'), response(201)))(REQUEST, unopened);
    expect([unopened.attempts, unopened.uncertain]).toEqual([2, false]);
    const read = callOf();
    await layer().retry(answering(networkError('unknown'), response(200)))(REQUEST, read);
    expect(read.attempts).toBe(2);
  });

  it('remembers that an earlier attempt of a write may have taken effect', async () => {
    const put = callOf({ method: 'PUT', readsOnly: false });
    await layer().retry(answering(response(502), response(200)))(REQUEST, put);
    expect(put.uncertain).toBe(true);
    const refused = write();
    await layer().retry(answering(response(429), response(200)))(REQUEST, refused);
    expect(refused.uncertain).toBe(false);
  });

  it('spends one budget for all calls, of which each success gives half a retry back', async () => {
    const { retry, events } = layer({ attempts: 99, budget: 3 });
    const down = answering(response(503));
    for (let call = 0; call < 5; call += 1) await retry(down)(REQUEST, callOf());
    expect(events).toHaveLength(3);
    for (let call = 0; call < 2; call += 1) await retry(answering(response(200)))(REQUEST, callOf());
    await retry(down)(REQUEST, callOf());
    expect(events).toHaveLength(4);
  });

  it('sends a call once when retries are off', async () => {
    const call = callOf({ retry: false });
    await layer().retry(answering(response(503)))(REQUEST, call);
    expect(call.attempts).toBe(1);
  });
});
