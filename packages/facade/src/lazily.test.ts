import { describe, expect, it, vi } from 'vitest';
import { lazily, type Shape } from './lazily.js';
import { type Page, type Paged, type PageOptions, paged } from './paging/paged.js';

interface Verbs {
  double(value: number): Promise<number>;
  refuse(): Promise<never>;
  numbers(below: number): Paged<number>;
  readonly deep: { readonly deeper: { add(one: number, other: number): Promise<number> } };
}

const SHAPE: Shape<Verbs> = {
  double: 'verb',
  refuse: 'verb',
  numbers: 'list',
  deep: { deeper: { add: 'verb' } },
};

/** The loaded verbs, and a diary of what their list was asked and how its walks ended. */
function verbs(diary: string[] = []): Verbs {
  async function* walk(
    below: number,
    { pageSize = 2 }: PageOptions,
  ): AsyncGenerator<Page<number>, void, undefined> {
    try {
      for (let start = 0; start < below; start += pageSize) {
        diary.push(`page ${start}`);
        const size = Math.min(pageSize, below - start);
        yield { items: Array.from({ length: size }, (_, at) => start + at), start, total: below };
      }
    } finally {
      diary.push('ended');
    }
  }
  return {
    double: async (value) => value * 2,
    refuse() {
      throw new RangeError('not today');
    },
    numbers(below) {
      diary.push(`list ${below}`);
      return paged((options) => walk(below, options), undefined);
    },
    deep: { deeper: { add: async (one, other) => one + other } },
  };
}

function open(diary: string[] = []) {
  const load = vi.fn(async () => verbs(diary));
  return { load, lazy: lazily<Verbs>(load, SHAPE) };
}

async function all<Item>(list: AsyncIterable<Item>): Promise<Item[]> {
  const items: Item[] = [];
  for await (const item of list) items.push(item);
  return items;
}

describe('verbs whose code is loaded on use', () => {
  it('give what the loaded ones give, in groups too', async () => {
    const { lazy } = open();
    expect(await lazy.double(21)).toBe(42);
    expect(await lazy.deep.deeper.add(40, 2)).toBe(42);
  });

  it('have the names of their shape', () => {
    const { lazy } = open();
    expect(Object.keys(lazy)).toEqual(Object.keys(verbs()));
    expect(Object.keys(lazy.deep.deeper)).toEqual(['add']);
  });

  it('reject also where the loaded ones throw', async () => {
    await expect(open().lazy.refuse()).rejects.toThrow(RangeError);
  });

  it('are loaded by the first call and not before, once for all', async () => {
    const { lazy, load } = open();
    const list = lazy.numbers(3);
    const pages = list.byPage();
    expect(load).not.toHaveBeenCalled();
    await Promise.all([lazy.double(1), lazy.deep.deeper.add(1, 2), list.toArray(), all(pages)]);
    await lazy.double(2);
    expect(load).toHaveBeenCalledTimes(1);
  });

  it('are loaded again by the next call when loading failed', async () => {
    const lost = new TypeError('Failed to fetch dynamically imported module');
    const load = vi.fn(async () => verbs());
    load.mockRejectedValueOnce(lost).mockRejectedValueOnce(lost);
    const lazy = lazily<Verbs>(load, SHAPE);
    const together = await Promise.allSettled([lazy.double(1), lazy.deep.deeper.add(1, 2)]);
    expect(together.map((one) => one.status === 'rejected' && one.reason)).toEqual([lost, lost]);
    expect(load).toHaveBeenCalledTimes(1);
    await expect(lazy.numbers(3).toArray()).rejects.toBe(lost);
    expect(await lazy.numbers(3).toArray()).toEqual([0, 1, 2]);
    expect(await lazy.double(2)).toBe(4);
    expect(load).toHaveBeenCalledTimes(3);
  });
});

describe('a list whose code is loaded on use', () => {
  it('is walked item by item, page by page, or into an array', async () => {
    const list = open().lazy.numbers(5);
    expect(await all(list)).toEqual([0, 1, 2, 3, 4]);
    expect(
      (await all(list.byPage({ pageSize: 3 }))).map(({ items, start, total }) => [items, start, total]),
    ).toEqual([
      [[0, 1, 2], 0, 5],
      [[3, 4], 3, 5],
    ]);
    expect(await list.toArray({ pageSize: 4 })).toEqual([0, 1, 2, 3, 4]);
  });

  it('is asked for by nothing but a loop, and by each loop anew', async () => {
    const diary: string[] = [];
    const list = open(diary).lazy.numbers(1);
    const pages = list.byPage();
    expect(diary).toEqual([]);
    await all(list);
    await all(pages);
    await all(pages);
    expect(diary.filter((line) => line === 'list 1')).toHaveLength(3);
  });

  it('ends its walk when a loop over items is left', async () => {
    const diary: string[] = [];
    for await (const number of open(diary).lazy.numbers(9)) if (number === 2) break;
    expect(diary).toEqual(['list 9', 'page 0', 'page 2', 'ended']);
  });

  it('ends its walk when a loop over pages is left, with pages ahead too', async () => {
    for (const prefetch of [0, 2]) {
      const diary: string[] = [];
      for await (const { start } of open(diary).lazy.numbers(9).byPage({ pageSize: 1, prefetch })) {
        if (start === 1) break;
      }
      expect(diary).toEqual(['list 9', 'page 0', 'page 1', 'ended']);
    }
  });

  it('ends its walk when the body of a loop throws, with that error', async () => {
    const diary: string[] = [];
    const walk = async () => {
      for await (const number of open(diary).lazy.numbers(9)) throw new Error(`at ${number}`);
    };
    await expect(walk()).rejects.toThrow('at 0');
    expect(diary.at(-1)).toBe('ended');
  });
});
