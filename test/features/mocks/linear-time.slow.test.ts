import { createMock, type InProcessMock } from '@rollcall/mock-servers';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';

// Whatever somebody sends, a sandbox answers in time that grows with its length, and never with a 500.

let qradar: InProcessMock<'qradar'>;
let qlik: InProcessMock<'qlik'>;
let qualys: InProcessMock<'qualys-saq'>;
let iq: InProcessMock<'iq'>;

beforeAll(async () => {
  [qradar, qlik, qualys, iq] = await Promise.all([
    createMock('qradar', { users: 50 }),
    createMock('qlik', { users: 50 }),
    createMock('qualys-saq', { users: 50 }),
    createMock('iq', { users: 50 }),
  ]);
});

type Ask = (text: string) => Promise<Response>;

const list =
  (parameter: string): Ask =>
  (text) =>
    qradar.fetch(`http://qradar/api/config/access/users?${new URLSearchParams({ [parameter]: text })}`, {
      headers: qradar.credentials.headers,
    });
const post = (mock: InProcessMock, path: string, body: string, type = 'application/json') =>
  mock.fetch(`http://vendor${path}`, {
    method: 'POST',
    headers: { ...mock.credentials.headers, 'content-type': type },
    body,
  });
const criteria: Ask = (text) => {
  const value = text.replace(/[^\x20-\x7e]|[<>&]/g, 'x');
  return post(
    qualys,
    '/qps/rest/1.0/search/saq/user',
    `<ServiceRequest><filters><Criteria field="company" operator="CONTAINS">${value}</Criteria></filters></ServiceRequest>`,
    'text/xml',
  );
};

const asks: Record<string, Ask> = {
  'a filter of QRadar': list('filter'),
  'a LIKE of QRadar': (text) =>
    list('filter')(
      `username like "${text.replace(/["\\]/g, '')}" or email ilike "${text.replace(/["\\]/g, '')}"`,
    ),
  'fields of QRadar': list('fields'),
  'a sort of QRadar': list('sort'),
  'a Range of QRadar': (text) =>
    qradar.fetch('http://qradar/api/config/access/users', {
      headers: { ...qradar.credentials.headers, range: `items=${text.replace(/[^\x20-\x7e]/g, ' ')}` },
    }),
  'a filter of Qlik': (text) => post(qlik, '/api/v1/users/actions/filter', JSON.stringify({ filter: text })),
  'fields and sort of Qlik': (text) =>
    qlik.fetch(`http://qlik/api/v1/users?${new URLSearchParams({ fields: text, sort: text })}`, {
      headers: qlik.credentials.headers,
    }),
  'a criterion of Qualys': criteria,
  'a body of Qualys': (text) => post(qualys, '/qps/rest/1.0/search/saq/user', text, 'text/xml'),
  'a body of IQ': (text) => post(iq, '/api/v2/users', text),
  'a path of IQ': (text) =>
    iq.fetch(`http://iq/api/v2/users/${encodeURIComponent(text)}`, { headers: iq.credentials.headers }),
  'a path of QRadar': (text) =>
    qradar.fetch(`http://qradar/api/config/access/users/${encodeURIComponent(text)}`, {
      headers: qradar.credentials.headers,
    }),
};

/** What makes recognisers go back: repeats, half-open groups, and what almost fits. */
const PIECES = [
  '%',
  '_',
  '%a',
  'a',
  '(',
  ')',
  'not ',
  'id=1 and ',
  'id=1 or ',
  'x(',
  'capabilities contains (',
  ',',
  '1',
  '1.',
  'e',
  '"',
  "'",
  '\\',
  ' ',
  'name eq "a" and ',
  'status eq "active" or ',
  '[',
  '{"a":',
  '<a>',
  '<![CDATA[',
  '&#x',
  '@',
  '+id,',
  '-',
];

describe.each(Object.entries(asks))('%s', (_, ask) => {
  it('costs no more than its length', async () => {
    for (const piece of PIECES) {
      for (const end of ['', 'b', '"', ')']) {
        const short = await timed(() => ask(piece.repeat(Math.ceil(10_000 / piece.length)) + end));
        const long = await timed(() => ask(piece.repeat(Math.ceil(80_000 / piece.length)) + end));
        // Eight times the length: linear is 8, quadratic 64. What is over in 200 ms is not worth a doubt.
        expect(
          long < 200 || long < 24 * Math.max(short, 5),
          `${JSON.stringify(piece)}…${end}: ${short.toFixed(0)} ms, then ${long.toFixed(0)} ms`,
        ).toBe(true);
      }
    }
  });

  it('has an answer for any text', async () => {
    const text = fc.array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: 'binary' })), {
      maxLength: 40,
    });
    await fc.assert(
      fc.asyncProperty(text, async (parts) => {
        expect((await ask(parts.join(''))).status).toBeLessThan(500);
      }),
      { numRuns: 300 },
    );
  });

  it('of ten megabytes is refused, and overflows no stack', async () => {
    for (const piece of ['(', 'a', 'not ', '[', 'id=1 and ', 'x(', 'name eq "a" and ']) {
      const { status } = await ask(piece.repeat(Math.ceil(10_000_000 / piece.length)));
      expect([400, 404, 413, 422, 200]).toContain(status);
    }
  });
});

/** Milliseconds of this process's CPU, which a busy machine does not change; the best of two runs. */
async function timed(run: () => Promise<Response>): Promise<number> {
  const runs: number[] = [];
  for (let i = 0; i < 2; i += 1) {
    const before = process.cpuUsage();
    const response = await run();
    await response.arrayBuffer();
    expect(response.status).toBeLessThan(500);
    const { system, user } = process.cpuUsage(before);
    runs.push((system + user) / 1000);
  }
  return Math.min(...runs);
}
