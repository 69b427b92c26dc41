import { flexibleStore, type PaceStore } from '@rollcall/facade/pace';
import type { QlikOptions } from '@rollcall/facade/qlik';
import { describe, expect, it } from 'vitest';
import { qlikOver } from '../../faults/kit.js';
import { failure } from '../../support/cells.js';
import { rawServer } from '../../support/raw-server.js';
import { answer, json } from '../../support/scripts.js';

const USER = { id: 'u-1', subject: 'jane' };
const down = (): never => {
  throw new Error('redis is down');
};

/** A client whose calls are counted by a store of the caller's. */
async function countedBy(take: PaceStore['take'], options: Partial<QlikOptions> = {}) {
  const server = await rawServer(json(200, USER));
  const paced: object = { pace: { store: { take } }, ...options };
  return { server, users: qlikOver('fetch', server.origin, paced).users };
}

describe('a store of counts that is not as it should be', () => {
  it.each<[string, PaceStore['take'], RegExp]>([
    ['throws', down, /redis is down/],
    ['rejects', async () => down(), /redis is down/],
    ['gives nothing', (() => undefined) as never, /The pace store gave undefined for/],
    ['gives no number', (async () => 'soon') as never, /The pace store gave string for/],
    ['gives NaN', () => Number.NaN, /The pace store gave NaN for/],
  ])('says that nothing was sent when it %s', async (_, take, told) => {
    const { server, users } = await countedBy(take);
    const error = await failure(users.create({ subject: 'jane' }));
    expect(error).toMatchObject({ name: 'CallError', outcome: 'not-sent', method: 'POST', attempts: 0 });
    expect(error.message).toMatch(told);
    const { results } = await users.deleteMany(['u-1']);
    expect(results).toMatchObject([{ status: 'failed', outcome: 'not-sent' }]);
    expect(server.connections).toBe(0);
  });

  it('costs one call and not all behind it when it never answers', async () => {
    let asked = 0;
    const { users } = await countedBy(() => (asked++ === 0 ? new Promise(() => {}) : 0));
    expect((await failure(users.delete('u-1', { deadlineMs: 40 }))).name).toBe('TimeoutError');
    expect(await users.get('u-1')).toEqual(USER);
  });

  it('keeps a call that it holds beyond its deadline as one that was not sent', async () => {
    const { server, users } = await countedBy(() => 3_600_000);
    const { results } = await users.deleteMany(['u-1']);
    expect(results).toMatchObject([{ error: { name: 'TimeoutError' }, outcome: 'not-sent' }]);
    expect(server.connections).toBe(0);
  });

  it('says of a call whose time ends in the line that nothing was sent', async () => {
    const { server, users } = await countedBy(() => new Promise(() => {}), { deadlineMs: 60 });
    const calls = ['jane', 'kim'].map((subject) => failure(users.create({ subject })));
    for (const error of await Promise.all(calls)) {
      expect(error).toMatchObject({ name: 'TimeoutError', outcome: 'not-sent' });
      expect(error.message).toMatch(/60 ms .*waited for its turn: pace .* it was not sent\)$/);
    }
    const { results } = await users.deleteMany(['u-1']);
    expect(results).toMatchObject([{ error: { name: 'TimeoutError' }, outcome: 'not-sent' }]);
    expect(server.connections).toBe(0);
  });

  it('says which store failed, and keeps what it said', async () => {
    const store = flexibleStore(() => ({ points: 0, consume: async () => down() }));
    const { users } = await countedBy(store.take);
    const error = await failure(users.get('u-1'));
    expect(error.message).toMatch(/The pace store could not count a request of Tier 1/);
    expect(String(error.cause)).toContain('redis is down');
  });
});

describe('the tiers of a pace', () => {
  const tiers = (tier: unknown) => () =>
    qlikOver('fetch', 'https://tenant.example.com', { pace: { tiers: { 'Tier 1': tier } } } as object);

  it.each<[string, unknown, RegExp]>([
    ['a misspelt name', { requests: 5, perSecond: 60 }, /there is no 'perSecond'; did you mean 'perSeconds'/],
    ['no time', { requests: 5 }, /needs both requests and perSeconds/],
    ['a number that is none', { requests: '5', perSeconds: 60 }, /requests must be a number above 0/],
    ['null', null, /must be an object, not null/],
  ])('are refused with %s', (_, tier, told) => {
    expect(tiers(tier)).toThrow(told);
  });

  it('rest no longer than an hour for a reset that is a time of day', async () => {
    const headers = {
      'Content-Type': 'application/json',
      'Ratelimit-Limit': '10',
      'Ratelimit-Remaining': '0',
      'Ratelimit-Reset': '1764000000',
    };
    const server = await rawServer(answer(200, JSON.stringify(USER), headers));
    const { users } = qlikOver('fetch', server.origin, { pace: true } as object);
    await users.get('u-1');
    const { retryAfterMs } = (await failure(users.get('u-1'))) as { retryAfterMs?: number };
    expect(retryAfterMs).toBeGreaterThan(3_000_000);
    expect(retryAfterMs).toBeLessThanOrEqual(3_600_000);
  });
});
