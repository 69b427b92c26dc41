import { type WalkReport, type WatchOptions, watch } from '@rollcall/facade/watch';
import { describe, expect, it } from 'vitest';
import { qlikOver } from '../../faults/kit.js';
import { failure } from '../../support/cells.js';
import { fakeClock } from '../../support/clock.js';
import { rawServer } from '../../support/raw-server.js';
import { json } from '../../support/scripts.js';

const JANE = { id: 'u-1', subject: 'jane' };
const JOHN = { id: 'u-2', subject: 'john' };
const page = (...data: object[]) => json(200, { data, links: {} });

type Loose = WatchOptions<unknown, string>;
const open = async (options: object, ...pages: ReturnType<typeof page>[]) => {
  const server = await rawServer(pages);
  const list = qlikOver('fetch', server.origin).users.list();
  return { server, feed: watch(list as never, { clock: fakeClock(), ...options } as Loose) };
};

describe('a feed with a mistake in it', () => {
  it.each([null, '', 0, false, 'snapshot'])(
    'refuses %j for a snapshot, which would make everybody a newcomer',
    async (since) => {
      await expect(open({ since })).rejects.toThrow(
        /^since must be what snapshot\(\) gave; without one, leave/,
      );
    },
  );

  it.each([
    ['undefined', () => undefined],
    ['an empty text', () => ''],
    ['NaN', () => Number.NaN],
    ['object', () => ({})],
  ])('refuses a key that is %s, by which all records would be one', async (what, key) => {
    const { feed } = await open({ key, initial: true }, page(JANE, JOHN));
    const error = await failure(feed[Symbol.asyncIterator]().next());
    expect(error).toMatchObject({ name: 'InvalidInputError' });
    expect(error.message).toBe(`\`key\` must give a text or a number for each record, not ${what}`);
  });

  it.each([
    ['an array', [JANE]],
    ['a promise', Promise.resolve([JANE])],
    ['nothing', undefined],
  ])('refuses %s where a list belongs', (_, list) => {
    expect(() => watch(list as never)).toThrow(/^watch needs a list that it can walk again, such as users/);
  });

  it.each<[string, object, RegExp]>([
    ['a clock that is none', { clock: {} }, /^clock must be a Clock/],
    ['fields that are no names', { ignore: [5] }, /^ignore must be a list of field names/],
  ])('refuses %s', async (_, options, told) => {
    await expect(open(options)).rejects.toThrow(told);
  });

  it('says why confirm did not tell whether a record is gone', async () => {
    const walks: WalkReport[] = [];
    const controller = new AbortController();
    const onWalk = (walk: WalkReport) => {
      walks.push(walk);
      if (walks.length === 2) controller.abort();
    };
    const confirm = () => {
      throw new TypeError('users.got is not a function');
    };
    const { signal } = controller;
    const { feed } = await open({ confirm, onWalk, signal }, page(JANE, JOHN), page(JANE));
    await failure(feed[Symbol.asyncIterator]().next());
    expect(walks[1]?.doubt).toBe('1 not confirmed as gone; confirm failed: users.got is not a function');
  });

  it('goes on by the options it was made with, whatever becomes of them', async () => {
    const ignore = ['subject'];
    const options = { ignore, initial: true, clock: fakeClock(), key: ({ id }: { id: string }) => id };
    const server = await rawServer([page(JANE), page({ ...JANE, subject: 'mary' }, JOHN)]);
    const feed = watch(qlikOver('fetch', server.origin).users.list() as never, options as never);
    ignore.length = 0;
    options.key = () => '';
    const changes: unknown[] = [];
    for await (const { type, key } of feed) if (changes.push([type, key]) === 2) break;
    expect(changes).toEqual([
      ['created', 'u-1'],
      ['created', 'u-2'],
    ]);
  });
});
