import { nodeTransport } from '@rollcall/facade/node';
import { type FilterField, and as qlikAnd, where as qlikWhere } from '@rollcall/facade/qlik';
import { literal, and as qradarAnd, where as qradarWhere } from '@rollcall/facade/qradar';
import { where as saqWhere } from '@rollcall/facade/qualys-saq';
import { watch } from '@rollcall/facade/watch';
import { createUser as createIqUser } from '@rollcall/iq';
import { createUser as createQlikUser } from '@rollcall/qlik';
import { createUser as createQRadarUser } from '@rollcall/qradar';
import { createUsers } from '@rollcall/qualys-saq';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { filterOperators } from '../../packages/mock-servers/src/qlik/facts.js';
import { parseFilter as parseQlik } from '../../packages/mock-servers/src/qlik/query/filter-parser.js';
import { literalText } from '../../packages/mock-servers/src/qradar/query/filter-ast.js';
import { parseFilter as parseQRadar } from '../../packages/mock-servers/src/qradar/query/filter-parser.js';
import { all, cells, failure, typeOf } from '../support/cells.js';
import { fakeClock } from '../support/clock.js';
import { rawServer } from '../support/raw-server.js';
import { answer, json } from '../support/scripts.js';
import { CARRIERS, endOf, hatchOf, iqOver, qlikOver, qradarOver, qualysOver, writesOf } from './kit.js';

/** The function of each vendor's own package that creates a user. */
const WRITES = { QRadar: createQRadarUser, IQ: createIqUser, Qlik: createQlikUser, Qualys: createUsers };

afterEach(() => vi.unstubAllEnvs());

describe.each(cells)('$title', ({ vendor, open, carrier }) => {
  it('fault 54: sends the headers of a generated function, in whatever form they come', async () => {
    const server = await rawServer(vendor.wire.ok.create);
    const hatch = hatchOf(vendor.name, carrier, server.origin);
    const forms = [{ 'X-Trace': 'abc' }, new Headers({ 'X-Trace': 'abc' }), [['X-Trace', 'abc']]];
    for (const headers of forms)
      await hatch.post({ url: vendor.wire.createPath, body: {}, headers } as never);
    const write = WRITES[vendor.name as keyof typeof WRITES] as unknown as (
      options: object,
    ) => Promise<unknown>;
    for (const headers of forms) {
      const { error } = await endOf(() =>
        write({
          client: hatch,
          body: vendor.wire.media === 'xml' ? '<a/>' : {},
          headers,
          throwOnError: true,
        }),
      );
      if (error) expect(error.name).toBe('InvalidInputError');
    }
    for (const { headers } of server.requests) expect(headers['x-trace']).toBe('abc');
    expect(server.requests.length).toBeGreaterThanOrEqual(forms.length);
  });

  it('fault 54: refuses headers of a verb or a client that are no record', async () => {
    const server = await rawServer(vendor.wire.ok.get);
    for (const headers of [
      new Headers({ 'X-Trace': 'abc' }),
      [['X-Trace', 'abc']],
      'X-Trace: abc',
      new Map([['a', 'b']]),
      { 'X-Trace': {} },
      { 'X-Trace': ['a'] },
    ] as never[]) {
      expect((await endOf(() => open(server.origin, { headers }))).error).toMatchObject({
        name: 'InvalidInputError',
      });
      expect((await failure(open(server.origin).get(vendor.wire.id, { headers }))).name).toBe(
        'InvalidInputError',
      );
    }
    expect(server.connections).toBe(0);
  });

  it.each([
    ['120, 60', 120_000],
    ['60, 120', 120_000],
    ['soon, 120', 120_000],
    ['120, soon', 120_000],
    [`3, ${new Date(Date.UTC(2026, 0, 1) + 60_000).toUTCString()}`, 60_000],
    [`${new Date(Date.UTC(2026, 0, 1) + 60_000).toUTCString()}, 3`, 60_000],
  ])('fault 55: waits for Retry-After %j as long as the larger says', async (value, least) => {
    const clock = fakeClock({ startAt: Date.UTC(2026, 0, 1), random: () => 0 });
    const server = await rawServer([json(503, {}, { 'Retry-After': value }), vendor.wire.ok.get]);
    await open(server.origin, { clock, deadlineMs: 600_000 }).get(vendor.wire.id);
    expect(clock.sleeps).toEqual([least]);
  });

  it.runIf(vendor.name === 'Qualys')('fault 55: waits for the larger of two headers', async () => {
    for (const [first, second] of [
      ['1', '5'],
      ['5', '1'],
      ['soon', '5'],
    ]) {
      const clock = fakeClock({ random: () => 0 });
      const server = await rawServer([
        json(503, {}, { 'X-RateLimit-ToWait-Sec': first, 'Retry-After': second }),
        vendor.wire.ok.get,
      ]);
      await open(server.origin, { clock }).get(vendor.wire.id);
      expect(clock.sleeps).toEqual([5000]);
    }
  });

  it('fault 55: takes rubbish for no permission to hurry', async () => {
    for (const value of ['soon', '-1', '1e9', 'NaN', '0x10', '1.2.3', '٣', '1;2', 'Wed, 99 Foo 2026']) {
      const clock = fakeClock({ random: () => 0 });
      const server = await rawServer([json(503, {}, { 'Retry-After': value }), vendor.wire.ok.get]);
      await open(server.origin, { clock }).get(vendor.wire.id);
      expect(clock.sleeps[0], value).toBeGreaterThanOrEqual(100);
    }
  });

  it('fault 57: copies its options when it is made: later changes change nothing', async () => {
    const server = await rawServer([json(503, {}), vendor.wire.ok.get]);
    const retry = { attempts: 2 };
    const headers: Record<string, string> = { 'X-Trace': 'one' };
    const middleware: never[] = [];
    const options = { retry, headers, middleware, clock: fakeClock(), baseUrl: server.origin };
    const client = open(server.origin, options);
    retry.attempts = 1;
    headers['X-Trace'] = 'two';
    headers['X-Other'] = 'three';
    middleware.push((() => {
      throw new Error('no middleware of mine');
    }) as never);
    Object.assign(options, { baseUrl: 'https://elsewhere.example', validate: true, timeoutMs: 1, logger: 5 });
    expect(await client.get(vendor.wire.id)).toEqual(vendor.wire.user);
    expect(server.requests.map((request) => request.headers['x-trace'])).toEqual(['one', 'one']);
    expect(server.requests[1]?.headers['x-other']).toBeUndefined();
  });

  it.each([
    ['timeout', 'timeoutMs'],
    ['timeoutMS', 'timeoutMs'],
    ['deadline', 'deadlineMs'],
    ['retries', 'retry'],
    ['header', 'headers'],
    ['middlewares', 'middleware'],
    ['onretry', 'onRetry'],
    ['log', 'logger'],
    ['maxInflight', 'maxInFlight'],
    ['allowInsecureHTTP', 'allowInsecureHttp'],
    ['fetcher', 'fetch'],
    ['validation', 'validate'],
  ])('fault 57: refuses the option %s of a client, and names %s', async (wrong, right) => {
    const { error } = await endOf(() => open('https://host.example', { [wrong]: 5 } as never));
    expect(error).toMatchObject({ name: 'InvalidInputError' });
    expect(error?.message).toContain(`'${wrong}'`);
    expect(error?.message).toContain(`did you mean '${right}'?`);
  });

  it.each([
    ['retry', 'attempt', 'attempts'],
    ['retry', 'maxDelay', 'maxDelayMs'],
    ['retry', 'baseDelay', 'baseDelayMs'],
    ['retry', 'budgets', 'budget'],
    ['auth', 'userName', undefined],
  ])('fault 57: refuses what %s does not have: %s', async (option, wrong, right) => {
    const { error } = await endOf(() => open('https://host.example', { [option]: { [wrong]: 5 } } as never));
    expect(error).toMatchObject({ name: 'InvalidInputError' });
    if (right) expect(error?.message).toContain(`did you mean '${right}'?`);
  });

  it('fault 57: refuses an option of a call that there is not, for each verb', async () => {
    const server = await rawServer(vendor.wire.ok.get);
    const client = open(server.origin);
    const options = { timout: 5 } as never;
    for (const call of [
      () => client.get(vendor.wire.id, options),
      () => client.create(options),
      () => client.update(vendor.wire.id, options),
      () => client.remove(vendor.wire.id, options),
      () => all(client.list(options)),
    ])
      expect((await endOf(call)).error?.message).toContain(`did you mean 'timeoutMs'?`);
    expect(server.connections).toBe(0);
  });

  it('fault 57: refuses a field that the vendor does not have, and passes a new one in extra', async () => {
    const server = await rawServer((socket, request) => {
      const { password: _, ...asked } = JSON.parse(request.body) as { password?: string };
      const text = JSON.stringify({ ...vendor.wire.user, ...asked });
      const script = vendor.name === 'IQ' ? answer(204) : answer(201, text, typeOf(vendor));
      return script(socket, request);
    });
    const { users, whole, field, id } = writesOf(vendor.name as never, carrier, server.origin);
    const wrong = `${field.slice(0, -1)}${field.slice(-1)}x`;
    for (const call of [
      () => users.create({ ...whole, [wrong]: 'x' }),
      () => users.update(id, { [wrong]: 'x' }),
    ]) {
      const { error } = await endOf(call);
      expect(error).toMatchObject({ name: 'InvalidInputError' });
      expect(error?.message).toContain(`did you mean '${field}'?`);
      expect(error?.message).toContain('extra');
    }
    expect(server.connections).toBe(0);
    if (vendor.wire.media === 'xml') return; // its schema is closed: an element that it does not have is refused by Qualys
    await users.create({ ...whole, extra: { brandNew: { deep: [1] } } });
    expect(JSON.parse(server.requests[0]?.body ?? '')).toEqual({ ...whole, brandNew: { deep: [1] } });
    for (const extra of [5, [], 'x', null, { [field]: 'twice' }]) {
      expect((await endOf(() => users.create({ ...whole, [field]: 'once', extra }))).error?.name).toBe(
        'InvalidInputError',
      );
    }
  });

  it('fault 58: refuses to send a credential where verification is switched off for the whole process', async () => {
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
    const { error } = await endOf(() => open('https://host.example'));
    expect(error).toMatchObject({ name: 'InvalidInputError' });
    expect(error?.message).toMatch(/NODE_TLS_REJECT_UNAUTHORIZED.*allowUnverifiedTls/);
    open('https://host.example', { allowUnverifiedTls: true } as never);
    open('http://127.0.0.1:9'); // nothing to verify
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '1');
    open('https://host.example');
  });

  it('fault 59: spreads fifty calls that got 429 with the same Retry-After over a tenth of it', async () => {
    const told = new Set<string>();
    const server = await rawServer((socket, request) => {
      const caller = String(request.headers['x-caller']);
      const again = told.has(caller);
      told.add(caller);
      return (again ? vendor.wire.ok.get : json(429, {}, { 'Retry-After': '10' }))(socket, request);
    });
    let chance = 0;
    const clock = fakeClock({ random: () => (chance++ % 50) / 50 });
    const client = open(server.origin, { clock, retry: { budget: 100 }, deadlineMs: 6_000_000 });
    const callers = Array.from({ length: 50 }, (_, at) => ({ headers: { 'X-Caller': String(at) } }));
    await Promise.all(callers.map((call) => client.get(vendor.wire.id, call)));
    const waits = clock.sleeps.toSorted((a, b) => a - b);
    expect(waits).toHaveLength(50);
    expect(waits[0]).toBeGreaterThanOrEqual(10_000);
    expect(waits[49]).toBeLessThanOrEqual(11_000);
    expect(new Set(waits).size).toBeGreaterThan(40);
  });

  it('fault 59: spreads no wait beyond the deadline', async () => {
    const clock = fakeClock({ random: () => 0.999 });
    const server = await rawServer([json(429, {}, { 'Retry-After': '10' }), vendor.wire.ok.get]);
    expect(await open(server.origin, { clock, deadlineMs: 10_500 }).get(vendor.wire.id)).toEqual(
      vendor.wire.user,
    );
  });
});

describe.each(CARRIERS)('over %s', (carrier) => {
  it('fault 57: refuses names that lists, pages, bulk work, waits and feeds do not have', async () => {
    const server = await rawServer(json(200, []));
    const qradar = qradarOver(carrier, server.origin);
    const iq = iqOver(carrier, server.origin);
    const qlik = qlikOver(carrier, server.origin);
    const qualys = qualysOver(carrier, server.origin);
    const cases: [string, () => unknown][] = [
      ['filter', () => qradar.users.list({ filtr: 'x' } as never).toArray()],
      ['sort', () => qradar.users.list({ sorts: 'x' } as never).toArray()],
      ['fields', () => qradar.staged.users.list({ field: ['id'] } as never).toArray()],
      ['contains', () => qradar.userRoles.list({ contain: 'x' } as never).toArray()],
      ['realm', () => iq.users.list({ relm: 'SAML' } as never).toArray()],
      ['realm', () => iq.users.get('jane', { Realm: 'SAML' } as never)],
      ['filter', () => qlik.users.list({ filters: 'x' } as never).toArray()],
      ['limit', () => qlik.users.list({ limits: 5 } as never).toArray()],
      ['fields', () => qlik.users.get('u-1', { field: ['id'] } as never)],
      ['tenantId', () => qlik.users.count({ tenantID: 'x' } as never)],
      ['pageSize', () => qradar.users.list().toArray({ pagesize: 5 } as never)],
      ['prefetch', () => qlik.users.list().toArray({ preFetch: 5 } as never)],
      ['concurrency', () => qradar.users.createMany([], { concurency: 5 } as never)],
      ['batchSize', () => qualys.users.createMany([], { batchsize: 5 } as never)],
      ['realm', () => iq.users.deleteMany([], { relm: 'x' } as never)],
      ['onResult', () => qlik.users.deleteMany([], { onResults: () => {} } as never)],
      ['timeoutMs', () => qradar.users.deleteMany([], { wait: { timeout: 5 } } as never)],
      ['intervalMs', () => qradar.users.waitForDelete(3, { interval: 5 } as never)],
      ['intervalMs', () => watch(qradar.users.list(), { interval: 5000 } as never)],
      ['ignore', () => watch(qradar.users.list(), { ignored: ['x'] } as never)],
      ['type', () => qradar.staged.deploy({ typ: 'FULL' } as never)],
      [
        'role',
        () =>
          qradar.users.provision({
            username: 'j',
            password: 'pw-Kx82-secret',
            rol: 'x',
            securityProfile: 'y',
          } as never),
      ],
      ['version', () => qradarOver(carrier, server.origin, { versions: '26.0' } as never)],
      ['csrf', () => iqOver(carrier, server.origin, { crsf: true } as never)],
      ['apiVersion', () => qlikOver(carrier, server.origin, { apiversion: '2025-01' } as never)],
      ['pace', () => qlikOver(carrier, server.origin, { paces: true } as never)],
      ['share', () => qlikOver(carrier, server.origin, { pace: { shares: 0.5 } } as never)],
      ['proxy', () => nodeTransport({ proxi: 'http://x' } as never)],
      ['keepAliveMs', () => nodeTransport({ keepAlive: 5 } as never)],
    ];
    for (const [right, call] of cases) {
      const { error } = await endOf(call);
      expect(error, right).toMatchObject({ name: 'InvalidInputError' });
      expect(error?.message).toContain(`did you mean '${right}'?`);
    }
    expect(server.connections).toBe(0);
  });

  it('fault 57: refuses a query, options or criteria that are no object', async () => {
    const server = await rawServer(json(200, []));
    const qradar = qradarOver(carrier, server.origin);
    const qlik = qlikOver(carrier, server.origin);
    for (const odd of ['x', 5, true, []] as never[]) {
      for (const call of [
        () => qradar.users.list(odd).toArray(),
        () => qradar.users.get(7, odd),
        () => qlik.users.list(odd).toArray(),
        () => qlik.users.get('u-1', {}, odd),
        () => qradar.users.deleteMany([], odd),
      ])
        expect((await endOf(call)).error, String(odd)).toMatchObject({ name: 'InvalidInputError' });
    }
    expect(server.connections).toBe(0);
  });
});

/** Any text, and above all what ends a literal in one of the grammars. */
const text = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({
    unit: fc.constantFrom('"', "'", '\\', '%', '_', ' ', 'a', '(', ')', ',', '=', 'or', 'and', '\\"', "\\'"),
  }),
);
const quotable = text.filter((each) => !/\p{Cc}/u.test(each));

describe('a filter', () => {
  it.each([
    '=',
    '!=',
    '<',
    '<=',
    '>',
    '>=',
    '<>',
    '^=',
    'in',
    'not in',
    'between',
    'not between',
    'like',
    'ilike',
  ])('fault 56: keeps any text inside its literal for %s of QRadar', (operator) => {
    fc.assert(
      fc.property(quotable, quotable, (value, second) => {
        const argument = operator.endsWith('in')
          ? [value, second]
          : operator.endsWith('between')
            ? [value, second]
            : value;
        const filter = (qradarWhere as (...parameters: unknown[]) => ReturnType<typeof qradarWhere>)(
          'username',
          operator,
          argument,
        );
        const guard = qradarWhere('email', '=', 'end');
        const parsed = parseQRadar(String(qradarAnd(filter as never, guard as never)));
        const [left = {}, ...others] = (parsed as unknown as { operands: Record<string, never>[] }).operands;
        expect(parsed).toMatchObject({ kind: 'and' });
        expect(others).toMatchObject([{ kind: 'compare', path: ['email'] }]);
        expect(left.path).toEqual(['username']);
        if (operator === '=') expect(literalText(left.value as never)).toBe(value);
      }),
      { numRuns: 300, seed: 15 },
    );
  });

  it('fault 56: matches a literal at the end of a like, and nothing else', () => {
    fc.assert(
      fc.property(quotable, (value) => {
        const parsed = parseQRadar(
          String(
            qradarAnd(qradarWhere('username', 'like', literal(value)), qradarWhere('email', '=', 'end')),
          ),
        );
        const [{ pattern }] = (parsed as unknown as { operands: [{ pattern: { text: string } }] }).operands;
        expect(pattern.text.replace(/\\(.)/gsu, '$1')).toBe(value);
      }),
      { numRuns: 500, seed: 15 },
    );
  });

  it.each(['id', 'subject', 'name', 'email'] as const)(
    'fault 56: keeps any text inside its literal for %s of Qlik',
    (field) => {
      for (const operator of ['eq', 'co'] as const) {
        if (operator === 'co' && field === 'id') continue;
        fc.assert(
          fc.property(
            text.filter((each) => !/\p{Surrogate}/u.test(each)),
            (value) => {
              const filter = qlikAnd(
                (
                  qlikWhere as (
                    field: FilterField,
                    operator: string,
                    value: string,
                  ) => ReturnType<typeof qlikWhere>
                )(field, operator, value) as never,
                qlikWhere('clientId', 'eq', 'end') as never,
              );
              const parsed = parseQlik(String(filter), filterOperators('listUsers')) as unknown as {
                kind: string;
                operands: { attribute: string; value: string }[];
              };
              expect(parsed.kind).toBe('and');
              expect(parsed.operands.map(({ attribute }) => attribute)).toEqual([field, 'clientId']);
              expect(parsed.operands[0]?.value).toBe(value);
            },
          ),
          { numRuns: 200, seed: 15 },
        );
      }
    },
  );

  it('fault 56: refuses a field or an operator that there is not, in plain JavaScript too', () => {
    type Where = (field: string, operator: string, ...value: unknown[]) => unknown;
    const refused = expect.objectContaining({ name: 'InvalidInputError' });
    const builders = [qradarWhere, qlikWhere, saqWhere] as unknown as readonly Where[];
    for (const [field, operator] of [
      ['username="a" or username', '='],
      ['usrname', '='],
      ['username', '= "a" or username ='],
      ['username', 'likes'],
      ['email', 'contains'],
    ] as const) {
      for (const where of builders)
        expect(() => where(field, operator, 'x'), `${field} ${operator}`).toThrow(refused);
    }
    expect(() => (qradarWhere as unknown as Where)('username', 'is null', 'x')).toThrow(refused);
  });
});

it.each(['', '  ', '/etc/ssl/ca.pem', './ca.pem', 'C:\\ca.pem', 'ca.pem', 5, {}, [''], ['/x.pem']])(
  'fault 58: says what belongs into ca where %j was given',
  (ca) => {
    expect(() => nodeTransport({ ca } as never)).toThrow(/ca must be .*PEM/);
    expect(() => nodeTransport({ ca } as never)).toThrow(/readFile|BEGIN CERTIFICATE/);
  },
);

it('fault 58: says the same of cert and key', () => {
  expect(() => nodeTransport({ cert: './client.pem' })).toThrow(/cert must be .*PEM/);
  expect(() => nodeTransport({ key: '' })).toThrow(/key must be .*PEM/);
});
