import { describe, expect, it } from 'vitest';
import { failure } from '../support/cells.js';
import { cpuMsSince } from '../support/cpu-ms.js';
import { expectNoSecret } from '../support/expect-no-secret.js';
import { openQualys } from '../support/open-qualys.js';
import { rawServer, type Script } from '../support/raw-server.js';
import { SAQ_USER, saqAnswer, saqError, saqUsers } from '../support/saq-answers.js';
import { answer, xml } from '../support/scripts.js';
import { SECRET, saqInput } from '../support/vendors/index.js';

const OK = xml(200, saqUsers([SAQ_USER]));

describe.each(['fetch', 'node'] as const)('XML of Qualys over %s', (carrier) => {
  const open = (scripts: Script | Script[]) => openQualys(carrier, scripts);

  it.each([
    ['007', '007'],
    ['true', 'true'],
    ['1e5', '1e5'],
    [' a ', ' a '],
    ['+1 555', '+1 555'],
    ['&#233;', 'é'],
    ['&#x1F600;', '😀'],
    ['<![CDATA[<b> & ]]>', '<b> & '],
    ['&amp;amp;', '&amp;'],
  ])('fault 24: reads the name %s as exactly that text', async (markup, text) => {
    const { users } = await open(xml(200, saqUsers([{ id: '9007199254740993', lastName: markup }])));
    expect(await users.get('9007199254740993')).toEqual({ id: '9007199254740993', lastName: text });
  });

  it('fault 24: sends and asks for an id beyond 2^53 exactly', async () => {
    const { server, users } = await open(xml(200, saqUsers([{ id: '9007199254740993' }])));
    for (const id of ['9007199254740993', 9007199254740993n])
      expect((await users.get(id)).id).toBe(String(id));
    expect(server.requests.every(({ path }) => path.endsWith('/9007199254740993'))).toBe(true);
    expect((await failure(users.get(2 ** 53))).name).toBe('InvalidInputError');
    expect(server.requests).toHaveLength(2);
  });

  it.each([
    ['no data', saqAnswer('<count>0</count>'), []],
    ['an empty data', saqAnswer('<count>0</count><data/>'), []],
    ['a data of blanks', saqAnswer('<data>\n  </data>'), []],
    ['one user', saqUsers([{ id: '1' }]), [{ id: '1' }]],
    ['two users', saqUsers([{ id: '1' }, { id: '2' }]), [{ id: '1' }, { id: '2' }]],
  ])('fault 25: makes an array of %s', async (_, text, expected) => {
    const { users } = await open(xml(200, text));
    expect(await users.list().toArray()).toEqual(expected);
  });

  const bomb = ['<!ENTITY a0 "x">'];
  for (let at = 1; at < 30; at += 1) bomb.push(`<!ENTITY a${at} "${`&a${at - 1};`.repeat(10)}">`);
  const doctype = (subset: string, text: string) =>
    `<!DOCTYPE ServiceResponse ${subset}>${saqAnswer(`<data><User><id>7</id><lastName>${text}</lastName></User></data>`).replace(/^.*\n/, '')}`;
  const deep = (levels: number) =>
    saqAnswer(`<data><User><id>7</id>${'<x>'.repeat(levels)}${'</x>'.repeat(levels)}</User></data>`);
  it.each([
    ['a DOCTYPE', (_: string) => doctype('[]', 'a')],
    ['an entity bomb', (_: string) => doctype(`[${bomb.join('')}]`, '&a29;')],
    ['an external entity', (url: string) => doctype(`[<!ENTITY a SYSTEM "${url}/a">]`, '&a;')],
    ['an external subset', (url: string) => doctype(`SYSTEM "${url}/a.dtd"`, 'a')],
    ['elements nested 200 deep', (_: string) => deep(200)],
    ['elements nested 200,000 deep', (_: string) => deep(200_000)],
    ['an element __proto__', (_: string) => saqAnswer('<__proto__><polluted>1</polluted></__proto__>')],
    [
      'a user with an element __proto__',
      (_: string) =>
        saqAnswer('<data><User><id>7</id><__proto__><polluted>1</polluted></__proto__></User></data>'),
    ],
  ])('fault 26: refuses %s at once, fetches nothing and pollutes nothing', async (_, make) => {
    const other = await rawServer(answer(200, 'x'));
    const { users } = await open(xml(200, make(other.origin)));
    let quickest = Number.POSITIVE_INFINITY;
    for (let run = 0; run < 3; run += 1) {
      const start = process.cpuUsage();
      expect(await failure(users.get(7))).toMatchObject({ name: 'ProtocolError', status: 200 });
      quickest = Math.min(quickest, cpuMsSince(start));
    }
    expect(quickest).toBeLessThan(100);
    expect(other.connections).toBe(0);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  const whole = saqUsers([SAQ_USER, { ...SAQ_USER, id: '8' }]);
  it.each([
    ['mismatched tags', whole.replace('</User>', '</Usr>')],
    ['a document cut in a tag', whole.slice(0, -20)],
    ['a document cut between two users', whole.slice(0, whole.indexOf('</User>') + 7)],
    ['a count higher than the users that came', whole.replace('<count>2<', '<count>3<')],
    ['a count lower than the users that came', whole.replace('<count>2<', '<count>1<')],
    ['a count and no users', saqAnswer('<count>2</count>')],
    ['HTML', '<html><body>Sign in</body></html>'],
    ['JSON', JSON.stringify({ ServiceResponse: { responseCode: 'SUCCESS', data: [] } })],
    ['two documents', whole + whole],
    ['nothing', ''],
  ])('fault 27: takes %s for a breach of contract', async (_, text) => {
    const { server, users } = await open(xml(200, text));
    const read = await failure(users.list().toArray());
    expect(read).toMatchObject({ name: 'ProtocolError', status: 200, outcome: 'refused', attempts: 1 });
    for (const call of [() => users.create([saqInput, saqInput]), () => users.delete([7, 8])]) {
      expect(await failure(call())).toMatchObject({ name: 'ProtocolError', status: 200, outcome: 'unknown' });
    }
    expect(server.requests).toHaveLength(3);
  });

  it('fault 27: takes fewer or more confirmations than users for a breach of contract', async () => {
    const { users } = await open(OK);
    const second = { name: 'PartialFailureError', outcome: 'unknown', cause: { name: 'ProtocolError' } };
    expect(await failure(users.create([saqInput, saqInput]))).toMatchObject(second);
    expect(await failure(users.delete([7, 8]))).toMatchObject(second);
    const none = await open(xml(200, saqAnswer('<count>0</count>')));
    for (const call of [
      () => none.users.get(7),
      () => none.users.create(saqInput),
      () => none.users.delete(7),
    ]) {
      expect((await failure(call())).name).toBe('ProtocolError');
    }
  });

  it('fault 27: tells an error inside HTTP 200 by its code, message and resolution, on every verb', async () => {
    const refusal = saqError('INVALID_REQUEST', 'No user 7.', `Check the id, not ${SECRET}.`);
    const { server, users } = await open(xml(200, refusal));
    const calls = [
      () => users.get(7),
      () => users.list().toArray(),
      () => users.find('a@example.com'),
      () => users.count(),
      () => users.create(saqInput),
      () => users.update(7, { title: 'CISO' }),
      () => users.delete(7),
      () => users.delete([7, 8]),
    ];
    for (const call of calls) {
      const error = await failure(call());
      expect(error).toMatchObject({
        name: 'HttpError',
        status: 200,
        vendorCode: 'INVALID_REQUEST',
        outcome: 'refused',
        attempts: 1,
        body: {
          responseErrorDetails: {
            errorMessage: 'No user 7.',
            errorResolution: 'Check the id, not [redacted].',
          },
        },
      });
      expect(error.message).toContain('200 INVALID_REQUEST: No user 7. — Check the id, not [redacted].');
      expectNoSecret(error, [SECRET]);
    }
    expect(server.requests).toHaveLength(calls.length);
  });

  it.each([
    ['a code that is in no document', saqAnswer('', 'CA_1001_DUPLICATE_KEY'), 'CA_1001_DUPLICATE_KEY'],
    ['an empty code', saqAnswer('', ''), ''],
    ['a success in lower case', saqAnswer('', 'success'), 'success'],
    [
      'an error that quotes a success',
      saqError('INVALID_REQUEST', '<![CDATA[<responseCode>SUCCESS</responseCode>]]>', 'x'),
      'INVALID_REQUEST',
    ],
    [
      'an error after a success in a comment',
      `<!--<ServiceResponse><responseCode>SUCCESS</responseCode>-->${saqAnswer('', 'INVALID_XML').replace(/^.*\n/, '')}`,
      'INVALID_XML',
    ],
  ])('fault 27: takes %s for no success, with the escape hatch too', async (_, text, vendorCode) => {
    const { users, client } = await open(xml(200, text));
    const security = [{ scheme: 'basic', type: 'http' }] as const;
    const raw = () => client.get({ url: '/qps/rest/1.0/get/saq/user/7', throwOnError: true, security });
    for (const call of [() => users.get(7), raw]) {
      expect(await failure(call())).toMatchObject({ name: 'HttpError', status: 200, vendorCode });
    }
  });

  it.each(['<>&"\'', ']]>', 'a\r\nb', '\r', '\tx ', '007', ' ', '&#233;', '<![CDATA[x]]>', '日本 😀'])(
    'fault 28: sends %j so that it comes back exactly',
    async (value) => {
      const echo: Script = (socket, request) => {
        const [user = ''] = /<User>[\s\S]*<\/User>/.exec(request.body) ?? [];
        const text = saqAnswer(`<count>1</count><data>${user.replace('<User>', '<User><id>7</id>')}</data>`);
        xml(200, text)(socket, request);
      };
      const { users } = await open(echo);
      const sent = { ...saqInput, lastName: value, company: value };
      expect(await users.create(sent)).toEqual({ id: '7', ...sent });
    },
  );

  it.each(['a\u0000b', '\u0008', '\u001b', '\ud800', '\ufffe', null, new Date(0), 7, ['x'], { a: 1 }])(
    'fault 28: refuses %j before anything is sent, and does not show it',
    async (value) => {
      const { server, users } = await open(OK);
      const title = value as never;
      for (const call of [
        () => users.create({ ...saqInput, title }),
        () => users.create([saqInput, { ...saqInput, lastName: title }]),
        () => users.update(7, { title }),
      ]) {
        expect(await failure(call())).toMatchObject({ name: 'InvalidInputError', outcome: 'not-sent' });
      }
      expect(server.connections).toBe(0);
    },
  );
});
