import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { postgresStore } from './postgres.js';
import { type Postgres, startPostgres } from './postgres.test.helper.js';
import { sqliteStore } from './sqlite.js';
import type { PersonRecord, Store } from './store.js';

const KIM: PersonRecord = {
  system: 'qlik',
  kind: 'User',
  id: 'a1',
  state: 'live',
  accountId: '1',
  externalId: 'kim',
};
let now = 1000;
let postgres: Postgres | undefined;
beforeAll(async () => {
  postgres = await startPostgres();
}, 60_000);
afterAll(() => postgres?.stop());

describe.each(['SQLite', 'PostgreSQL'])('the store on %s', (kind) => {
  let store: Store;
  beforeEach(async (test) => {
    if (kind === 'SQLite') store = sqliteStore(':memory:', () => now);
    else if (postgres) store = await postgresStore(await postgres.database(), () => now);
    else test.skip('PostgreSQL is not installed here');
  });
  afterEach(() => store?.close());

  it('gives back what it was given, by every key', async () => {
    const record: PersonRecord = {
      ...KIM,
      userName: 'kim',
      data: { roles: ['Analyst'], becomes: 'removed', task: '7' },
    };
    expect(await store.insert(record)).toBe(true);
    expect(await store.get(record)).toEqual(record);
    expect(await store.byAccount('qlik', 'User', '1')).toEqual(record);
    expect(await store.byExternalId('qlik', 'User', 'kim')).toEqual(record);
    expect(await store.byUserName('qlik', 'User', 'kim')).toEqual(record);
    expect(await store.list('qlik', 'User')).toEqual([record]);
    expect(await store.list('iq', 'User')).toEqual([]);
  });

  it('takes no second record of an id, an account, an externalId or a name', async () => {
    await store.insert({ ...KIM, userName: 'kim' });
    const other: PersonRecord = { ...KIM, id: 'a2', accountId: '2', externalId: 'lou', userName: 'lou' };
    for (const clash of [{ id: 'a1' }, { accountId: '1' }, { externalId: 'kim' }, { userName: 'kim' }]) {
      expect(await store.insert({ ...other, ...clash })).toBe(false);
    }
    expect(await store.insert({ ...other, system: 'iq', externalId: 'kim' })).toBe(true);
    expect(await store.insert(other)).toBe(true);
    expect(await store.update({ ...other, externalId: 'kim' })).toBe(false);
    expect(await store.get(other)).toEqual(other);
  });

  it('changes a record and its id, and says when there is none', async () => {
    expect(await store.update(KIM)).toBe(false);
    await store.insert(KIM);
    const { externalId: _, ...rest } = KIM;
    expect(await store.update({ ...rest, id: 'a9', state: 'removed' }, 'a1')).toBe(true);
    expect(await store.get(KIM)).toBeUndefined();
    expect(await store.list('qlik', 'User')).toEqual([{ ...rest, id: 'a9', state: 'removed' }]);
    await store.remove({ ...KIM, id: 'a9' });
    expect(await store.list('qlik', 'User')).toEqual([]);
  });

  it('lends a name to one owner at a time, and no longer than was said', async () => {
    expect(await store.lease('kim', 'one', 100)).toBe(true);
    expect(await store.lease('kim', 'two', 100)).toBe(false);
    expect(await store.lease('kim', 'one', 100)).toBe(true);
    await store.release('kim', 'two');
    expect(await store.lease('kim', 'two', 100)).toBe(false);
    now += 100;
    expect(await store.lease('kim', 'two', 100)).toBe(true);
    await store.release('kim', 'two');
    expect(await store.lease('kim', 'three', 100)).toBe(true);
  });

  it('keeps a secret', async () => {
    const secret = await store.secret('cursor');
    expect(secret.length).toBeGreaterThan(40);
    expect(await store.secret('cursor')).toBe(secret);
    expect(await store.secret('other')).not.toBe(secret);
  });

  it('lets one of many win', async () => {
    const wins = await Promise.all(
      Array.from({ length: 40 }, (_, n) => store.insert({ ...KIM, id: `a${n}`, accountId: String(n) })),
    );
    expect(wins.filter(Boolean)).toHaveLength(1);
  });
});

it('the file of SQLite is for its owner only, and so are those beside it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-store-'));
  const store = sqliteStore(join(folder, 'state.db'));
  await store.insert(KIM);
  const modes = readdirSync(folder).map((name) => statSync(join(folder, name)).mode & 0o777);
  await store.close();
  rmSync(folder, { recursive: true });
  expect(modes).toEqual(modes.map(() => 0o600));
  expect(modes.length).toBeGreaterThan(1);
});
