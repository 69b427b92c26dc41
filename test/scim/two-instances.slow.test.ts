import { VENDORS } from '@rollcall/mock-servers';
import { postgresStore } from '@rollcall/scim';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Postgres, startPostgres } from '../../packages/scim/src/store/postgres.test.helper.js';
import { startPlace } from '../accounts/systems.test.helper.js';
import { bridgeTo, kim, writesOf } from './bridge.test.helper.js';

let postgres: Postgres | undefined;
beforeAll(async () => {
  postgres = await startPostgres();
}, 60_000);
afterAll(() => postgres?.stop());

describe.each(VENDORS)('two instances before %s on one PostgreSQL', (vendor) => {
  it('make each person once and delete one once, however many ask at once', async (test) => {
    if (!postgres) return test.skip('PostgreSQL is not installed here');
    const address = await postgres.database();
    const { mock } = await startPlace(vendor);
    const bridges = await Promise.all(
      [1, 2].map(async () => bridgeTo(vendor, mock, { store: await postgresStore(address) })),
    );
    const people = ['ann', 'bea', 'cid', 'dan', 'eva'].map((name) => {
      const userName = `${name}@acme.test`;
      return {
        ...kim,
        userName,
        externalId: name,
        emails: [{ value: userName, type: 'work', primary: true }],
      };
    });
    const answers = await Promise.all(
      people.flatMap((person) =>
        bridges.flatMap(({ call }) => [1, 2, 3].map(() => call('POST', '/Users', person))),
      ),
    );
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([...Array(5).fill(201), ...Array(25).fill(409)]);
    expect(writesOf(mock)).toHaveLength(5);
    const { id } = answers.find(({ status }) => status === 201)?.body ?? {};
    const gone = await Promise.all(bridges.map(({ call }) => call('DELETE', `/Users/${id}`)));
    expect(gone.map(({ status }) => status).sort()).toEqual([204, 404]);
    expect(writesOf(mock).filter((name) => /^(delete|remove)/.test(name))).toHaveLength(1);
    for (const bridge of bridges) {
      await bridge.close();
      await bridge.store.close();
    }
    await mock.close();
  }, 60_000);
});
