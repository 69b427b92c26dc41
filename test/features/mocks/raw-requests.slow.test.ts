import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { type RunningMock, startMock, VENDORS, type Vendor } from '@rollcall/mock-servers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

// Bytes that no HTTP library sends. Whatever comes, a mock has an answer below 500 or hangs up, and answers the next.

const READS: Record<Vendor, string> = {
  qradar: '/api/config/access/users',
  iq: '/api/v2/users',
  qlik: '/api/v1/users',
  'qualys-saq': '/qps/rest/1.0/get/saq/user/401990',
};
const CREATES: Record<Vendor, string> = { ...READS, 'qualys-saq': '/qps/rest/1.0/create/saq/user' };
const USERS: Record<Vendor, string> = {
  qradar:
    '{"username":"zed","password":"P@ssw0rd!","user_role":{"id":2},"security_profile":{"id":1},"inactivity_timeout":5}',
  iq: '{"username":"zed","password":"b","firstName":"C","lastName":"D","email":"e@f.g"}',
  qlik: '{"subject":"zed"}',
  'qualys-saq':
    '<ServiceRequest><data><User><firstName>zed</firstName><lastName>b</lastName><company>c</company><emailAddress>d@e.f</emailAddress></User></data></ServiceRequest>',
};

/** Request targets; `<list>` is what the vendor reads. */
const TARGETS = [
  ...[
    '/<list>',
    '//evil.example<list>',
    '<list>/',
    '<list>//',
    '<list>/../users',
    '/../..<list>',
    '<list>/%2e%2e',
  ],
  ...[
    '<list>/%2e%2e%2f',
    '<list>/a%2fb',
    '<list>/%zz',
    '<list>/%',
    '<list>/%ff%fe',
    '<list>/%ed%a0%80',
    '<list>/%00',
  ],
  ...['<list>\\..\\x', '<list>;jsessionid=1', '<list>#x', '<list>?', '?x=1', '*', 'evil.example:443', ''],
  ...['http://127.0.0.1<list>', 'http://evil.example<list>', 'http://[::<list>', 'ftp://127.0.0.1<list>'],
  ...['<list>?filter=%00', '<list>?filter=%ff', '<list>?__proto__=1&constructor=2&filter[a]=b&limit[]=1'],
  ...['limit', 'fields', 'filter', 'sort', 'realm', 'next'].map((name) => `<list>?${name}=1&${name}=2`),
  `<list>?filter=${'a'.repeat(1_000_000)}`,
  `<list>/${'a'.repeat(1_000_000)}`,
  ...[
    '/__rollcall/__proto__',
    '/__rollcall/../__rollcall/state',
    '/%5f_rollcall/state',
    '/__rollcall/journal?after=x',
  ],
];

const METHODS = [
  'TRACE',
  'TRACK',
  'CONNECT',
  'OPTIONS',
  'HEAD',
  'PATCH',
  'PUT',
  'PROPFIND',
  'QUERY',
  'get',
  'FOO',
];

/** Header lines beside the vendor's own. */
const HEADERS = [
  ...['Host: evil.example', 'Host: a b', 'Host: [::', 'Host: a@127.0.0.1', 'Host: 127.0.0.1:99999'],
  ...[
    'Upgrade: websocket',
    'Upgrade: h2c',
    'Expect: 200-ok',
    'Cookie: =; a; SEC=\x80',
    'X-A: a\0b',
    'X-A: \xff\xfe',
  ],
  ...['Accept: ;;', 'Accept-Encoding: gzip;q=x', 'Range: items=9007199254740993-0', 'Content-Type: none'],
  ...[
    'Authorization: Basic \xff',
    'Authorization: Bearer',
    'X-Forwarded-Host: \xdf',
    'X-Forwarded-Proto: javascript',
  ],
  `X-A: ${'a'.repeat(100_000)}`,
  Array.from({ length: 5000 }, (_, i) => `X-${i}: y`).join('\r\n'),
];

/** How a body may be framed against the rules. */
const FRAMES: ((body: Buffer) => [headers: string, bytes: Buffer])[] = [
  (body) => ['Content-Length: 5', body],
  (body) => [`Content-Length: ${body.length + 50}`, body],
  (body) => ['Content-Length: -5', body],
  (body) => ['Content-Length: 99999999999999999999999', body],
  (body) => [`Content-Length: ${body.length}\r\nContent-Length: 5`, body],
  (body) => [`Content-Length: ${body.length}\r\nTransfer-Encoding: chunked`, body],
  () => ['Transfer-Encoding: chunked', Buffer.from('zz\r\nhello\r\n0\r\n\r\n')],
  () => ['Transfer-Encoding: chunked', Buffer.from('ffffffffffffffff\r\nhello')],
  () => ['Transfer-Encoding: chunked', Buffer.from(`5;${'a'.repeat(20_000)}\r\nhello\r\n0\r\n\r\n`)],
  (body) => ['Transfer-Encoding: chunked, foo', body],
  (body) => [`Expect: 100-continue\r\nContent-Length: ${body.length}`, body],
];

/** What may stand in a well-framed body. */
const BODIES: ((user: string) => Buffer)[] = [
  () => Buffer.from('\0'),
  (user) => Buffer.from(`\uFEFF${user}`),
  (user) => Buffer.from(user, 'utf16le'),
  (user) => Buffer.from(user.replace('zed', '\xff\xfe'), 'latin1'),
  (user) => Buffer.from(user.replace('zed', 'z\\ud800\\u0000d')),
  (user) => Buffer.from(user.replace('{', '{"username":"one","subject":"one",')),
  (user) =>
    Buffer.from(user.replace('{', '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},')),
  (user) => Buffer.from(user.replace('{', '{"id":9007199254740993,"tenant_id":1e999,')),
  (user) => Buffer.from(user.replace(':5', ':1e999')),
  (user) => Buffer.from(user + user),
  ...['[]', 'null', '1', '"x"', '{', '<'].map((text) => () => Buffer.from(text)),
];

const BOMB = gzipSync('a'.repeat(50_000_000));

describe.each(['sandbox', 'prism'] as const)('in mode %s', (mode) => {
  describe.each(VENDORS)('%s', (vendor) => {
    let mock: RunningMock;
    beforeAll(async () => {
      mock = await startMock(vendor, { mode, ...(mode === 'sandbox' && { strict: true }) });
    });
    afterAll(() => mock.close());

    /** Writes the bytes, ends, and gives the status of each answer that came back; none for a connection that was cut. */
    async function statuses(bytes: Buffer): Promise<number[]> {
      const socket = connect(mock.port, '127.0.0.1');
      let answer = '';
      socket.setEncoding('latin1').on('data', (piece) => {
        answer += piece;
      });
      // A reset after an answer that nobody waited for is an end like another.
      socket.on('error', () => undefined).end(bytes);
      await new Promise<void>((resolve) => void socket.once('close', () => resolve()));
      return [...answer.matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map(([, status]) => Number(status));
    }

    const own = () =>
      Object.entries(mock.credentials.headers)
        .map(([name, value]) => `${name}: ${value}\r\n`)
        .join('');
    const get = (method: string, target: string, headers = '') =>
      `${method} ${target} HTTP/1.1\r\n${headers.startsWith('Host:') ? '' : 'Host: 127.0.0.1\r\n'}${own()}${headers && `${headers}\r\n`}Connection: close\r\n\r\n`;
    const post = (headers: string, body: Buffer) =>
      Buffer.concat([
        Buffer.from(
          `POST ${CREATES[vendor]} HTTP/1.1\r\nHost: 127.0.0.1\r\n${own()}Content-Type: ${vendor === 'qualys-saq' ? 'text/xml' : 'application/json'}\r\n${headers}\r\nConnection: close\r\n\r\n`,
        ),
        body,
      ]);

    async function survives(what: string, bytes: Buffer): Promise<void> {
      const found = await statuses(bytes);
      expect([what.slice(0, 100), ...found.filter((status) => status >= 500)]).toEqual([what.slice(0, 100)]);
      expect(mock.violations).toEqual([]);
    }

    it('has an answer to any target, method and header', async () => {
      const list = READS[vendor];
      for (const target of TARGETS.map((one) => one.replace('<list>', list))) {
        await survives(target, Buffer.from(get('GET', target), 'latin1'));
      }
      for (const method of METHODS) await survives(method, Buffer.from(get(method, list)));
      for (const header of HEADERS) await survives(header, Buffer.from(get('GET', list, header), 'latin1'));
      for (const noise of [
        '\r\n\r\n\r\n',
        '\x16\x03\x01\x02',
        'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
        `GET ${list} HTTP/1.0\r\n\r\n`,
      ]) {
        await survives(noise, Buffer.from(noise, 'latin1'));
      }
      expect(await statuses(Buffer.from(get('GET', list)))).toEqual([200]);
    });

    it('has an answer to any body, however it is framed', async () => {
      const user = USERS[vendor];
      for (const frame of FRAMES) {
        const [headers, bytes] = frame(Buffer.from(user));
        await survives(headers, post(headers, bytes));
      }
      for (const make of BODIES) {
        const body = make(user);
        await survives(body.toString(), post(`Content-Length: ${body.length}`, body));
      }
      for (const body of [gzipSync(user), BOMB]) {
        await survives('gzip', post(`Content-Encoding: gzip\r\nContent-Length: ${body.length}`, body));
      }
      expect(Object.keys(Object.prototype)).toEqual([]);
      expect(({} as { polluted?: number }).polluted).toBeUndefined();
      expect(await statuses(Buffer.from(get('GET', READS[vendor])))).toEqual([200]);
    });
  });
});
