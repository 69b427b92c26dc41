import { EventEmitter, getEventListeners, once } from 'node:events';
import { createQRadar } from '@rollcall/facade/qradar';
import { describe, expect, it } from 'vitest';
import { all, cells, failure, transportOf } from '../support/cells.js';
import { rawServer, type Script } from '../support/raw-server.js';
import { bytesOf, json, silence, stall } from '../support/scripts.js';
import { turns } from '../support/turns.js';
import type { OpenOptions } from '../support/vendors/index.js';
import { within } from '../support/within.js';

const PART = bytesOf(200, '{"id":', { 'Content-Length': 100 });
/** Timers that keep Node alive. */
function timers(): number {
  return process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
}

describe.each(cells)('$title', ({ vendor, open }) => {
  it('fault 18: an abort before the call sends nothing', async () => {
    const server = await rawServer(vendor.wire.ok.get);
    const reason = new Error('the user left');
    const client = open(server.origin);
    const signal = AbortSignal.abort(reason);
    for (const call of [client.get, client.update, client.remove])
      expect(await failure(call(vendor.wire.id, { signal }))).toBe(reason);
    expect(await failure(client.create({ signal }))).toBe(reason);
    expect(await failure(all(client.list({ signal })))).toBe(reason);
    expect(server.connections).toBe(0);
  });

  /** An option that is called and never ends. */
  type Hanging = (hang: () => Promise<never>) => OpenOptions;
  it.each([
    ['in flight, before the head', silence],
    ['in flight, in the body', stall(PART)],
    ['during backoff', json(503, {}, { 'Retry-After': '5' })],
    ['during auth()', silence, (hang) => ({ secret: hang })],
    ['in a middleware', silence, (hang) => ({ middleware: [hang] })],
  ] as readonly [string, Script, Hanging?][])(
    'fault 18: an abort %s rejects within 50 ms and leaves nothing behind',
    async (when, script, hanging) => {
      const server = await rawServer(script);
      const hung = new EventEmitter();
      const hang = () => {
        hung.emit('called');
        return new Promise<never>(() => {});
      };
      const client = open(server.origin, hanging?.(hang));
      const before = timers();
      for (const call of ['get', 'create', 'list'] as const) {
        const controller = new AbortController();
        const reason = new Error('the user left');
        const { signal } = controller;
        const work = {
          get: () => client.get(vendor.wire.id, { signal }),
          create: () => client.create({ signal }),
          list: () => all(client.list({ signal })),
        };
        const reached = hanging ? once(hung, 'called') : server.arrived(server.requests.length + 1);
        const done = failure(work[call]());
        await reached;
        await turns(); // what the server answers at once has come
        const sent = server.requests.length;
        controller.abort(reason);
        expect(await within(50, done)).toBe(reason);
        expect(getEventListeners(signal, 'abort')).toEqual([]);
        expect(server.requests).toHaveLength(sent);
      }
      if (when !== 'during backoff') await server.idle();
      expect(timers()).toBeLessThanOrEqual(before + 1); // undici keeps one slow timer of its own
    },
  );

  it('fault 18: a call that ends well leaves no listener and no timer behind', async () => {
    const server = await rawServer([json(503, {}), vendor.wire.ok.get]);
    const { signal } = new AbortController();
    const client = open(server.origin, { retry: { baseDelayMs: 1 } });
    await client.get(vendor.wire.id, { signal });
    for (let call = 0; call < 20; call += 1) await client.get(vendor.wire.id, { signal });
    expect(getEventListeners(signal, 'abort')).toEqual([]);
    expect(timers()).toBeLessThanOrEqual(3); // vitest's own for this test, undici's for idle connections
  });

  it('fault 18: an abort while waiting for a free place sends nothing and keeps the place', async () => {
    const server = await rawServer([silence, vendor.wire.ok.get]);
    const client = open(server.origin, { maxInFlight: 1, timeoutMs: 100, retry: false });
    const first = failure(client.get(vendor.wire.id));
    const controller = new AbortController();
    const second = failure(client.get(vendor.wire.id, { signal: controller.signal }));
    controller.abort();
    expect((await second).name).toBe('AbortError');
    expect((await first).name).toBe('TimeoutError');
    expect(await client.get(vendor.wire.id)).toEqual(vendor.wire.user);
    expect(server.requests).toHaveLength(2);
  });
});

describe.each(['fetch', 'node'] as const)('QRadar over %s', (carrier) => {
  it('fault 18: an abort during polling rejects within 50 ms and ends the polling', async () => {
    const server = await rawServer(json(200, { task_id: 3, status: 'PROCESSING' }));
    const { users } = createQRadar({
      baseUrl: server.origin,
      auth: { secToken: 'tok-1' },
      ...transportOf(carrier),
    });
    const controller = new AbortController();
    // Aborted in the pause after the first look: no request is under way then that could still arrive.
    const looks = new EventEmitter();
    const looked = once(looks, 'look');
    const options = { signal: controller.signal, onProgress: () => void looks.emit('look') };
    const before = timers();
    const done = failure(users.waitForDelete(3, options));
    await looked;
    await turns();
    controller.abort();
    expect(await within(50, done)).toMatchObject({ name: 'AbortError' });
    expect(getEventListeners(controller.signal, 'abort')).toEqual([]);
    expect(timers()).toBeLessThanOrEqual(before + 1); // undici's own; no pause is left that could end in a request
    await turns();
    expect(server.requests).toHaveLength(1);
  });

  it('fault 18: an abort in the middle of a walk cancels the pages under way', async () => {
    const page = json(200, [{ id: 1, username: 'a' }], { 'Content-Range': 'items 0-0/9' });
    const server = await rawServer([page, silence]);
    const { users } = createQRadar({
      baseUrl: server.origin,
      auth: { secToken: 'tok-1' },
      ...transportOf(carrier),
    });
    const controller = new AbortController();
    const { signal } = controller;
    const walk = (async () => {
      for await (const _ of users.list({}, { signal }).byPage({ pageSize: 1, prefetch: 3 })) {
        // All that was asked for has arrived: what comes later was asked for after the abort.
        await server.arrived(4);
        controller.abort();
      }
    })();
    expect((await failure(walk)).name).toBe('AbortError');
    await turns();
    expect(server.requests).toHaveLength(4);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });
});
