import { InvalidInputError } from '@rollcall/facade/qualys-saq';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { qualysSaqSandbox } from '../../support/sandboxes.js';

const { saq, mock, close } = await qualysSaqSandbox();
beforeEach(() => mock.reset());
afterAll(close);

function person(n: number) {
  const emailAddress = `user${String(n).padStart(4, '0')}@example.com`;
  return { firstName: 'U', lastName: `L${n}`, company: 'Example', title: 'Clerk', emailAddress };
}
const people = (count: number) => Array.from({ length: count }, (_, n) => person(n));
const calls = (operationId: string) => mock.journal.filter((entry) => entry.operationId === operationId);

async function created(count: number): Promise<string[]> {
  const { results } = await saq.users.createMany(people(count));
  return results.map((result) => (result.status === 'done' ? result.value.id : ''));
}

describe("many users by the vendor's own calls for several", () => {
  it('250 users take three calls, one after the other, and results keep the order', async () => {
    const report = await saq.users.createMany(people(250));
    expect(report).toMatchObject({ done: 250, failed: 0 });
    expect(report.results).toMatchObject(
      people(250).map(({ emailAddress }, index) => ({ index, item: emailAddress, value: { emailAddress } })),
    );
    expect(calls('createUsers')).toHaveLength(3);
  });

  it('updates and deletions go the same way', async () => {
    const ids = await created(120);
    const changed = await saq.users.updateMany(ids.map((id, n) => ({ id, patch: { title: `Title ${n}` } })));
    expect(changed).toMatchObject({ done: 120, failed: 0 });
    expect(await saq.users.get(ids[77] as string)).toMatchObject({ title: 'Title 77' });
    expect(await saq.users.deleteMany(ids, { batchSize: 50 })).toMatchObject({ done: 120, failed: 0 });
    expect([calls('updateUsers').length, calls('deleteUsers').length]).toEqual([2, 3]);
    expect(await saq.users.find(person(0).emailAddress)).toBeUndefined();
  });

  it('changes of the same user go by in their order, never twice in one call', async () => {
    const [id = ''] = await created(1);
    const changes = ['first', 'second', 'third'].map((title) => ({ id, patch: { title } }));
    expect(await saq.users.updateMany(changes)).toMatchObject({ done: 3 });
    expect(calls('updateUsers')).toHaveLength(3);
    expect(await saq.users.get(id)).toMatchObject({ title: 'third' });
  });

  it('an id named twice is deleted once, and the second fails alone', async () => {
    const [one = '', two = ''] = await created(2);
    const { results } = await saq.users.deleteMany([one, two, one]);
    expect(results.map(({ status }) => status)).toEqual(['done', 'done', 'failed']);
  });
});

describe('a call that is refused', () => {
  it('is sent again in halves, so that only the bad user fails', async () => {
    await saq.users.create(person(66));
    const { results, ...counts } = await saq.users.createMany(people(100));
    expect(counts).toMatchObject({ done: 99, failed: 1 });
    expect(results[66]).toMatchObject({
      status: 'failed',
      outcome: 'refused',
      error: { status: 200, vendorCode: 'INVALID_REQUEST' },
    });
    expect(calls('createUsers').length - 1).toBeLessThanOrEqual(1 + 2 * 7); // log2 of the batch, twice
  });

  it('for every user costs a bounded number of calls', async () => {
    await saq.users.createMany(people(300));
    const before = calls('createUsers').length;
    expect(await saq.users.createMany(people(300))).toMatchObject({ done: 0, failed: 300 });
    expect(calls('createUsers').length - before).toBeLessThanOrEqual(3 + 2 * 40);
  });

  it('before it is sent, because of bad input, costs no call', async () => {
    const inputs = people(9);
    inputs[4] = { ...person(4), lastName: '' };
    const { results } = await saq.users.createMany(inputs);
    expect(results.map(({ status }) => status)).toEqual([
      ...Array(4).fill('done'),
      'failed',
      ...Array(4).fill('done'),
    ]);
    expect(results[4]).toMatchObject({ outcome: 'not-sent', error: expect.any(InvalidInputError) });
    expect(mock.journal.some(({ requestBody }) => requestBody?.includes('user0004'))).toBe(false);
  });

  it('for its credentials is not sent again', async () => {
    const { saq: stranger } = await qualysSaqSandbox({
      mock,
      auth: { username: 'sandbox', password: 'wrong' },
    });
    expect(await stranger.users.createMany(people(100))).toMatchObject({ done: 0, failed: 100 });
    expect(calls('createUsers')).toHaveLength(1);
  });

  it('and may have taken effect is not sent again: all its users are unknown, and the next call goes on', async () => {
    mock.faults.add({ operationId: 'createUsers', resetAfter: true });
    const { results } = await saq.users.createMany(people(20), { batchSize: 10 });
    expect(results.slice(0, 10)).toMatchObject(Array(10).fill({ status: 'failed', outcome: 'unknown' }));
    expect(results.slice(10)).toMatchObject(Array(10).fill({ status: 'done' }));
    expect(calls('createUsers')).toHaveLength(2);
  });
});

it('a batchSize that the vendor does not take is refused', async () => {
  await expect(saq.users.deleteMany(['1'], { batchSize: 1001 })).rejects.toBeInstanceOf(InvalidInputError);
});

it('the sandbox never broke its contract', () => {
  expect(mock.violations).toEqual([]);
});
