import { createQRadar } from '@rollcall/facade/qradar';
import { describe, expect, it } from 'vitest';
import { failure, transportOf } from '../support/cells.js';
import { fakeClock } from '../support/clock.js';
import { type Received, rawServer, type Script } from '../support/raw-server.js';
import { json, silence } from '../support/scripts.js';
import { turns } from '../support/turns.js';

const user = (id: number) => ({ id, username: `u${id}` });
const users = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => user(from + at));
const ranges = (requests: readonly Received[]) => requests.map(({ headers }) => headers.range);
const page = (from: number, to: number, range?: string, status = 200) =>
  json(status, users(from, to), range === undefined ? {} : { 'Content-Range': range });

describe.each(['fetch', 'node'] as const)('a walk by Range over %s', (carrier) => {
  const walk = async (scripts: Script | Script[], prefetch = 0) => {
    const server = await rawServer(scripts);
    const options = {
      auth: { secToken: 'tok-1' },
      clock: fakeClock(),
      retry: false as const,
      ...transportOf(carrier),
    };
    const list = createQRadar({ baseUrl: server.origin, ...options }).users.list();
    return { server, items: () => list.toArray({ pageSize: 2, prefetch }), list };
  };
  const ids = async (items: Promise<{ id: number }[]>) => (await items).map(({ id }) => id);

  it('fault 29: goes on after a short page, from where it ended', async () => {
    const { server, items } = await walk([page(0, 1, 'items 0-0/3'), page(1, 3, 'items 1-2/3')]);
    expect(await ids(items())).toEqual([0, 1, 2]);
    expect(ranges(server.requests)).toEqual(['items=0-1', 'items=1-2']);
  });

  it.each([
    ['an empty page with items */3', json(200, [], { 'Content-Range': 'items */2' })],
    ['a 206 with nothing in it', json(206, [], { 'Content-Range': 'items */2' })],
    ['a 416', json(416, { message: 'no' }, { 'Content-Range': 'items */2' })],
  ])('fault 29: ends at %s', async (_, last) => {
    const { server, items } = await walk([page(0, 2, 'items 0-1/5'), last]);
    expect(await ids(items())).toEqual([0, 1]);
    expect(server.requests).toHaveLength(2);
  });

  it.each([
    ['an empty page', json(200, [])],
    ['a 416 that says no more', json(416, {})],
  ])('fault 29: ends at %s where no total was told', async (_, last) => {
    const { server, items } = await walk([page(0, 2, 'items 0-1/*'), last]);
    expect(await ids(items())).toEqual([0, 1]);
    expect(server.requests).toHaveLength(2);
  });

  it('fault 29: ends when the list shrinks, and goes on when it grows', async () => {
    const shrinks = await walk([page(0, 2, 'items 0-1/9'), page(2, 3, 'items 2-2/3')]);
    expect(await ids(shrinks.items())).toEqual([0, 1, 2]);
    const grows = await walk([
      page(0, 2, 'items 0-1/3'),
      page(2, 4, 'items 2-3/5'),
      page(4, 5, 'items 4-4/5'),
    ]);
    expect(await ids(grows.items())).toEqual([0, 1, 2, 3, 4]);
  });

  it('fault 29: gives no item twice when rows move down meanwhile, or a page repeats a row', async () => {
    const moved = json(200, [user(1), user(2)], { 'Content-Range': 'items 2-3/5' });
    const twice = json(200, [user(3), user(3)], { 'Content-Range': 'items 4-5/6' });
    const { items } = await walk([page(0, 2, 'items 0-1/4'), moved, twice]);
    expect(await ids(items())).toEqual([0, 1, 2, 3]);
  });

  it.each(['missing', 'whole'])(
    'fault 29: reads the list once when the server ignores Range (%s Content-Range)',
    async (kind) => {
      const { server, items } = await walk(page(0, 5, kind === 'whole' ? 'items 0-4/5' : undefined));
      expect(await ids(items())).toEqual([0, 1, 2, 3, 4]);
      expect(server.requests).toHaveLength(1);
      const exact = await walk(page(0, 2)); // the whole list is just as long as a page
      expect(await ids(exact.items())).toEqual([0, 1]);
    },
  );

  it('fault 29: walks without any Content-Range until a page is short', async () => {
    const { server, items } = await walk([page(0, 2), page(2, 4), page(4, 5)]);
    expect(await ids(items())).toEqual([0, 1, 2, 3, 4]);
    expect(server.requests).toHaveLength(3);
  });

  it.each([
    'items 0-1',
    'bytes 0-1/2',
    'garbage',
    'items 5-1/9',
    'items 0-1/1',
    'items -1-1/9',
    'items 0-99999999999999999999/*',
    'items 3-4/9',
    'items 0-4/9',
  ])('fault 29: takes the Content-Range %s for a breach of contract', async (range) => {
    const { server, items } = await walk(page(0, 2, range));
    expect(await failure(items())).toMatchObject({ name: 'ProtocolError', status: 200 });
    expect(server.requests).toHaveLength(1);
  });

  it('fault 29: passes no first page off as the whole list when the server always sends that page', async () => {
    const { server, items } = await walk(page(0, 2, 'items 0-1/1000'));
    expect((await failure(items())).name).toBe('ProtocolError');
    expect(server.requests).toHaveLength(2);
  });

  it('fault 29: ends when pages repeat for ever under a Content-Range that moves on', async () => {
    const liar: Script = (socket, { headers }) => {
      const start = Number(/items=(\d+)/.exec(headers.range ?? '')?.[1]);
      page(start % 4, (start % 4) + 2, `items ${start}-${start + 1}/1000000`)(socket, {} as Received);
    };
    const { server, items } = await walk(liar);
    expect((await failure(items())).message).toMatch(/came before/);
    expect(server.requests.length).toBeLessThan(5);
  });

  it('fault 29: refuses rows that are no records', async () => {
    for (const rows of [[null], ['x'], [[]], { users: [] }]) {
      const { items } = await walk(json(200, rows));
      expect((await failure(items())).name).toBe('ProtocolError');
    }
  });

  it('fault 29: leaving the loop cancels the prefetch, and no page is asked for any more', async () => {
    const { server, list } = await walk([page(0, 2, 'items 0-1/100'), silence]);
    for await (const first of list.byPage({ pageSize: 2, prefetch: 3 })) {
      expect(first.items).toHaveLength(2);
      await server.arrived(4);
      break;
    }
    // Of the four requests only the first was answered: its connection may live on.
    await expect.poll(() => server.busy, { interval: 1 }).toBe(0);
    await turns();
    expect(ranges(server.requests)).toEqual(['items=0-1', 'items=2-3', 'items=4-5', 'items=6-7']);
  });

  it('fault 29: gives the same list with and without prefetch', async () => {
    const honest: Script = (socket, { headers }) => {
      const [, from, to] = /items=(\d+)-(\d+)/.exec(headers.range ?? '') ?? [];
      const end = Math.min(Number(to) + 1, 9);
      page(Number(from), end, `items ${from}-${end - 1}/9`)(socket, {} as Received);
    };
    for (const prefetch of [0, 1, 4, 20]) {
      const { items } = await walk(honest, prefetch);
      expect(await ids(items())).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    }
  });

  it('a page that failed does not spoil the list: the next loop starts afresh', async () => {
    const { list } = await walk([json(500, {}), page(0, 1, 'items 0-0/1')]);
    expect(await failure(list.toArray())).toMatchObject({ status: 500 });
    expect(await list.toArray()).toEqual([user(0)]);
  });
});
