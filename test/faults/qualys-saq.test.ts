import { where } from '@rollcall/facade/qualys-saq';
import { describe, expect, it } from 'vitest';
import { failure } from '../support/cells.js';
import { expectNoSecret } from '../support/expect-no-secret.js';
import { openQualys } from '../support/open-qualys.js';
import type { Script } from '../support/raw-server.js';
import { SAQ_USER, saqAnswer, saqError, saqUsers } from '../support/saq-answers.js';
import { answer, json, xml } from '../support/scripts.js';
import { saqInput } from '../support/vendors/index.js';

const DOWN = answer(503, '<html>maintenance</html>', { 'Content-Type': 'text/html' });
const OK = xml(200, saqUsers([SAQ_USER]));

describe.each(['fetch', 'node'] as const)('Qualys over %s', (carrier) => {
  const open = (scripts: Script | Script[]) => openQualys(carrier, scripts);

  it('fault 13: tries a search and a count again after 503, though they are POSTs', async () => {
    const lists = await open([DOWN, DOWN, OK]);
    expect(await lists.users.list(where('id', 'EQUALS', 7)).toArray()).toEqual([SAQ_USER]);
    const finds = await open([DOWN, DOWN, OK]);
    expect(await finds.users.find(SAQ_USER.emailAddress)).toEqual(SAQ_USER);
    const counts = await open([DOWN, DOWN, xml(200, saqAnswer('<count>12</count>'))]);
    expect(await counts.users.count()).toBe(12);
    for (const { server } of [lists, finds, counts]) {
      expect(server.requests.map(({ method }) => method)).toEqual(['POST', 'POST', 'POST']);
      expect(new Set(server.requests.map(({ body }) => body)).size).toBe(1);
    }
  });

  it('fault 13: tries no POST that writes again after 503', async () => {
    const { server, users } = await open(DOWN);
    const calls = [
      () => users.create(saqInput),
      () => users.create([saqInput, saqInput]),
      () => users.update(7, { title: 'CISO' }),
      () => users.update([{ id: 7, title: 'CISO' }]),
      () => users.delete(7),
      () => users.delete([7, 8]),
    ];
    for (const call of calls) {
      expect(await failure(call())).toMatchObject({ status: 503, attempts: 1, outcome: 'unknown' });
    }
    expect(server.requests).toHaveLength(calls.length);
  });

  it.each([409, 429])(
    'fault 15: waits as long as X-RateLimit-ToWait-Sec of a %i says, writes included',
    async (status) => {
      const limited = xml(status, '', { 'X-RateLimit-ToWait-Sec': 3, 'X-RateLimit-Remaining': 0 });
      for (const verb of ['get', 'create', 'list'] as const) {
        const { server, clock, users } = await open([limited, OK]);
        const calls = {
          get: () => users.get(7),
          create: () => users.create(saqInput),
          list: async () => (await users.list().toArray())[0],
        };
        expect(await calls[verb]()).toEqual(SAQ_USER);
        expect(clock.sleeps).toEqual([3000]);
        expect(server.requests).toHaveLength(2);
        expect(server.requests[1]?.body).toBe(server.requests[0]?.body);
      }
    },
  );

  it('fault 15: fails at once, with the waiting time, when that is longer than the deadline', async () => {
    const { clock, users } = await open(xml(409, '', { 'X-RateLimit-ToWait-Sec': 181 }));
    const error = await failure(users.create(saqInput));
    expect(error).toMatchObject({ status: 409, retryAfterMs: 181_000, attempts: 1, outcome: 'refused' });
    expect(clock.sleeps).toEqual([]);
  });

  it('fault 15: takes a plain 409 for a conflict, and sends nothing again', async () => {
    const { server, users } = await open(
      xml(409, saqError('INVALID_REQUEST', 'User exists.', 'Use another.')),
    );
    for (const call of [() => users.create(saqInput), () => users.get(7)]) {
      const error = await failure(call());
      expect(error).toMatchObject({
        name: 'HttpError',
        status: 409,
        vendorCode: 'INVALID_REQUEST',
        attempts: 1,
        outcome: 'refused',
      });
      expect(error.message).toMatch(/409 \(code INVALID_REQUEST\): User exists\. — Use another\./);
    }
    expect(server.requests).toHaveLength(2);
  });

  const page = (ids: number[], lastId?: number) => {
    const next = lastId === undefined ? '' : `<lastId>${lastId}</lastId>`;
    const head = `<hasMoreRecords>${lastId !== undefined}</hasMoreRecords>${next}`;
    return xml(
      200,
      saqUsers(
        ids.map((id) => ({ id: String(id) })),
        head,
      ),
    );
  };

  it('fault 29: walks on from the last id until nothing more is promised', async () => {
    const { server, users } = await open([page([1, 2], 2), page([5], 5), page([])]);
    expect((await users.list().toArray()).map(({ id }) => id)).toEqual(['1', '2', '5']);
    const asked = server.requests.map(({ body }) => /GREATER"?[^>]*>(\d+)</.exec(body)?.[1]);
    expect(asked).toEqual([undefined, '2', '5']);
  });

  it.each([
    ['the same page comes for ever', page([1, 2], 2), page([1, 2], 2)],
    ['the last id goes back', page([1, 2], 2), page([3], 1)],
    ['a user comes that was before', page([1, 2], 2), page([2, 3], 3)],
    [
      'an empty page promises more',
      page([1, 2], 2),
      xml(200, saqAnswer('<hasMoreRecords>true</hasMoreRecords>')),
    ],
  ])('fault 29: ends when %s', async (_, first, second) => {
    const { server, users } = await open([first, second]);
    expect((await failure(users.list().toArray())).name).toBe('ProtocolError');
    expect(server.requests).toHaveLength(2);
  });

  it('tells apart whom an answer to a call for several names, and whom it does not', async () => {
    const seven = xml(200, saqUsers([{ id: '7' }]));
    const { users } = await open(seven);
    const { results, ...error } = await failure(users.delete([7, 8]));
    expect(error).toMatchObject({ name: 'PartialFailureError', outcome: 'unknown' });
    expect(results).toMatchObject([{ user: { id: '7' } }, { error: { name: 'ProtocolError' } }]);
    const many = (await users.deleteMany([7, 8])).results;
    expect(many).toMatchObject([
      { item: '7', status: 'done', value: undefined },
      { item: '8', status: 'failed', outcome: 'unknown' },
    ]);
    expect(await failure(users.delete([8, 9]))).toMatchObject({ name: 'ProtocolError' });
    expect(await failure(users.delete([7, '007']))).toMatchObject({ name: 'InvalidInputError' });
  });

  it('fault 20: shows no secret that comes back escaped for XML', async () => {
    const password = 'p&w<\'3f9a77c1\'>"secret"';
    const escaped = 'p&amp;w&lt;&apos;3f9a77c1&apos;&gt;&quot;secret&quot;';
    const answers = [
      xml(500, `<html>${escaped}</html>`),
      xml(500, saqError('INVALID_REQUEST', escaped, escaped)),
      xml(200, saqError('INVALID_REQUEST', escaped, escaped)),
      xml(200, `<ServiceResponse>${escaped}`),
    ];
    for (const script of answers) {
      const { users } = await openQualys(carrier, script, password);
      expectNoSecret(await failure(users.create(saqInput)), [password, escaped, '3f9a77c1']);
    }
  });

  it('fault 19: takes JSON for no answer, whatever its type says', async () => {
    for (const script of [json(200, SAQ_USER), answer(200, JSON.stringify(SAQ_USER))]) {
      const { users } = await open(script);
      expect((await failure(users.get(7))).name).toBe('ProtocolError');
    }
  });
});
