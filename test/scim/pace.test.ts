import { qlikAccounts } from '@rollcall/accounts/qlik';
import { createQlik, type QlikOptions } from '@rollcall/facade/qlik';
import { type RunningMock, startMock } from '@rollcall/mock-servers';
import { rateTiers } from '@rollcall/qlik/sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bridge, bridgeTo, kim } from './bridge.test.helper.js';

/** Of what a tenant lets through: five writes in five minutes, and the sandbox counts them. */
const FACTOR = 0.01;
const TIERS = Object.fromEntries(
  Object.entries(rateTiers).map(([name, { perSeconds, requests }]) => [
    name,
    { perSeconds, requests: requests * FACTOR },
  ]),
);
const DEADLINE_MS = 40_000;

describe('a bridge that keeps to the rate tiers of Qlik', () => {
  let mock: RunningMock;
  let bridge: Bridge;
  beforeAll(async () => {
    mock = await startMock('qlik', { strict: true, vendorOptions: { rateLimits: FACTOR } });
  });
  afterAll(() => mock.close());

  const create = (n: number) =>
    bridge.call('POST', '/Users', {
      ...kim,
      userName: `kim${n}@acme.test`,
      externalId: `kim${n}`,
      emails: [{ value: `kim${n}@acme.test`, type: 'work', primary: true }],
    });
  const refusals = () => mock.journal.filter(({ status }) => status === 429);

  async function bridgePacedBy(pace: NonNullable<QlikOptions['pace']>, deadlineMs = DEADLINE_MS) {
    const auth = { apiKey: mock.credentials.token ?? '' };
    const qlik = createQlik({ baseUrl: mock.url, auth, pace, deadlineMs });
    bridge = await bridgeTo('qlik', mock, {}, { accounts: qlikAccounts('qlik', qlik) });
  }

  it('answers 429 with the time until there is room, and the tenant never has to', async () => {
    await bridgePacedBy({ tiers: TIERS, share: 1 });
    const answers = [];
    for (let n = 0; n < 8; n += 1) answers.push(await create(n));
    const made = answers.filter(({ status }) => status === 201).length;
    expect(made).toBeGreaterThan(0);
    expect(made).toBeLessThan(8);
    for (const { status, headers } of answers.slice(made)) {
      expect(status).toBe(429);
      // The window is five minutes, of which next to nothing has passed.
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(290);
      expect(Number(headers.get('retry-after'))).toBeLessThanOrEqual(300);
    }
    expect(refusals()).toEqual([]);
    await bridge.close();
  });

  it('is refused by the tenant where it does not keep to them', async () => {
    mock.reset();
    await bridgePacedBy(false);
    for (let n = 0; n < 6; n += 1) await create(n);
    expect(refusals().length).toBeGreaterThan(0);
    await bridge.close();
  });

  it('answers 429 where the time of a call ends in the line, for a delete too', async () => {
    mock.reset();
    let isFull = false;
    const take = (tier: string) => (isFull && tier !== 'Tier 1' ? new Promise<number>(() => {}) : 0);
    await bridgePacedBy({ store: { take } }, 1000);
    const { body } = await create(0);
    isFull = true;
    const before = mock.journal.length;
    const remove = bridge.call('DELETE', `/Users/${body.id}`);
    for (const { status, headers } of await Promise.all([create(1), create(2), remove])) {
      expect([status, headers.get('retry-after')]).toEqual([429, '30']);
    }
    expect(mock.journal.slice(before).filter(({ method }) => method !== 'GET')).toEqual([]);
    await bridge.close();
  });

  it('lets requests wait in line where there is room in time', async () => {
    mock.reset();
    let at = 0;
    // A store that has room for every second call, a moment later.
    await bridgePacedBy({ store: { take: () => (++at % 2 ? 10 : 0) } });
    const answers = await Promise.all([0, 1, 2].map(create));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(at).toBeGreaterThan(6);
    expect(refusals()).toEqual([]);
    await bridge.close();
  });
});
