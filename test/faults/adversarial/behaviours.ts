import type { Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import type { Received } from '../../support/raw-server.js';
import { bytesOf } from '../../support/scripts.js';

/** An answer as the vendor would give it. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What a server does with one request. `did` is whether it did what was asked, where its answer leaves that open. */
export type Behaviour = { readonly did: boolean } & (
  | { readonly kind: 'honest'; readonly way: Way }
  | { readonly kind: 'refuses'; readonly status: number; readonly body: ErrorBody; readonly wait?: string }
  | { readonly kind: 'fails'; readonly status: number; readonly body: ErrorBody }
  | { readonly kind: 'says otherwise'; readonly status: number; readonly body: OddBody }
  | { readonly kind: 'redirects'; readonly status: number; readonly to: 'elsewhere' | 'itself' | 'nowhere' }
  | { readonly kind: 'breaks off'; readonly after: number; readonly how: 'end' | 'reset' | 'silence' }
);

/** In which way an honest answer travels: all of these are HTTP. */
type Way = 'plain' | 'gzip' | 'chunked' | 'byte by byte' | 'early hint' | 'no type' | 'closes';
/** Bodies of errors; the echo holds every secret of the request. */
type ErrorBody = 'none' | 'json' | 'page' | 'echo' | 'escaped echo' | 'no utf-8';
/** What no vendor answers to a call that succeeded. */
type OddBody =
  | 'empty'
  | 'page'
  | 'null'
  | 'text'
  | 'empty object'
  | 'list of null'
  | 'cut'
  | 'another record'
  | 'deep'
  | 'failure inside';

const KNOWN_REFUSALS = [400, 401, 403, 404, 405, 409, 410, 413, 415, 422, 429, 451];
const did = fc.boolean();
const errorBody = fc.constantFrom<ErrorBody>('none', 'json', 'page', 'echo', 'escaped echo', 'no utf-8');

export const behaviour: fc.Arbitrary<Behaviour> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('honest' as const),
      did,
      way: fc.constantFrom<Way>(
        'plain',
        'gzip',
        'chunked',
        'byte by byte',
        'early hint',
        'no type',
        'closes',
      ),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record(
      {
        kind: fc.constant('refuses' as const),
        did,
        status: fc.constantFrom(...KNOWN_REFUSALS),
        body: errorBody,
        wait: fc.constantFrom('0', '1', '120', 'soon', '-5', '0, 1', 'Wed, 21 Oct 2015 07:28:00 GMT'),
      },
      { requiredKeys: ['kind', 'did', 'status', 'body'] },
    ),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('fails' as const),
      did,
      status: fc.constantFrom(408, 500, 501, 502, 503, 504, 507, 599),
      body: errorBody,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('says otherwise' as const),
      did,
      status: fc.constantFrom(200, 201, 202, 203, 204, 205, 206, 226, 304),
      body: fc.constantFrom<OddBody>(
        'empty',
        'page',
        'null',
        'text',
        'empty object',
        'list of null',
        'cut',
        'another record',
        'deep',
        'failure inside',
      ),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('redirects' as const),
      did,
      status: fc.constantFrom(300, 301, 302, 303, 307, 308),
      to: fc.constantFrom('elsewhere' as const, 'itself' as const, 'nowhere' as const),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('breaks off' as const),
      did,
      after: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 400 })),
      how: fc.constantFrom('end' as const, 'reset' as const, 'silence' as const),
    }),
  },
);

/** Whether the server did what was asked: where its answer says so in a way that a client can read, it is as it says. */
export function takesEffect(how: Behaviour, honest: Answer): boolean {
  switch (how.kind) {
    case 'honest':
      return true;
    case 'refuses':
    case 'redirects':
      return false;
    case 'breaks off':
      return how.did || how.after >= bytesOf(honest.status, honest.body, honest.headers).length;
    case 'says otherwise': {
      // Where nothing need be said, what is said is not looked at unless it is a web page.
      const asHonest = odd(how.body, honest).body === honest.body;
      const bodyless = how.status === 204 || how.status === 205;
      const said = honest.status === 204 ? bodyless || how.body !== 'page' : asHonest;
      return how.did || (said && how.status < 300);
    }
    default:
      return how.did;
  }
}

/** Answers one request. */
export async function perform(
  how: Behaviour,
  honest: Answer,
  socket: Socket,
  request: Received,
  elsewhere: string,
): Promise<void> {
  switch (how.kind) {
    case 'honest':
      return inItsWay(how.way, honest, socket);
    case 'refuses':
    case 'fails': {
      const wait = how.kind === 'refuses' && how.wait !== undefined ? { 'Retry-After': how.wait } : {};
      const { body, headers } = errorOf(how.body, request);
      return void socket.write(bytesOf(how.status, body, { ...headers, ...wait }));
    }
    case 'says otherwise': {
      const { body, type } = odd(how.body, honest);
      return void socket.write(bytesOf(how.status, body, { 'Content-Type': type }));
    }
    case 'redirects': {
      const location = { elsewhere: `${elsewhere}${request.path}`, itself: request.path, nowhere: undefined };
      return void socket.write(bytesOf(how.status, '', { Location: location[how.to] }));
    }
    case 'breaks off': {
      const bytes = bytesOf(honest.status, honest.body, honest.headers).subarray(0, how.after);
      if (how.how === 'silence') return void socket.write(bytes);
      if (how.how === 'end') return void socket.end(bytes);
      return void socket.write(bytes, () => socket.resetAndDestroy());
    }
  }
}

async function inItsWay(way: Way, { status, headers, body }: Answer, socket: Socket): Promise<void> {
  const plain = bytesOf(status, body, headers);
  const bodyless = status === 204;
  switch (way) {
    case 'gzip':
      if (bodyless) break;
      return void socket.write(bytesOf(status, gzipSync(body), { ...headers, 'Content-Encoding': 'gzip' }));
    case 'chunked': {
      if (bodyless) break;
      const bytes = Buffer.from(body);
      socket.write(bytesOf(status, '', { ...headers, 'Transfer-Encoding': 'chunked' }));
      for (let at = 0; at < bytes.length; at += 50) {
        const part = bytes.subarray(at, at + 50);
        socket.write(
          Buffer.concat([Buffer.from(`${part.length.toString(16)}\r\n`), part, Buffer.from('\r\n')]),
        );
      }
      return void socket.write('0\r\n\r\n');
    }
    case 'byte by byte':
      for (const byte of plain) socket.write(Buffer.of(byte));
      return;
    case 'early hint':
      return void socket.write(Buffer.concat([Buffer.from('HTTP/1.1 103 Early Hints\r\n\r\n'), plain]));
    case 'no type': {
      const { 'Content-Type': _, ...rest } = headers;
      return void socket.write(bytesOf(status, body, rest));
    }
    case 'closes':
      return void socket.end(bytesOf(status, body, { ...headers, Connection: 'close' }));
    default:
  }
  socket.write(plain);
}

const PAGE = '<!DOCTYPE html><title>Sign in</title><form>password</form>';

function errorOf(
  kind: ErrorBody,
  { headers, body }: Received,
): { body: string | Buffer; headers: Record<string, string> } {
  const json = { 'Content-Type': 'application/json' };
  // All that the request held, as a proxy in a bad mood prints it.
  const echo = `refused: ${JSON.stringify(headers)} ${body}`;
  switch (kind) {
    case 'json':
      return {
        headers: json,
        body: JSON.stringify({ code: 5, message: 'no', errors: [null], description: 7 }),
      };
    case 'page':
      return { headers: { 'Content-Type': 'text/html' }, body: PAGE };
    case 'echo':
      return {
        headers: json,
        body: JSON.stringify({ message: echo, errors: [{ title: echo, code: echo }] }),
      };
    case 'escaped echo':
      return { headers: { 'Content-Type': 'text/plain' }, body: encodeURIComponent(echo) };
    case 'no utf-8':
      return { headers: json, body: Buffer.concat([Buffer.of(0xff, 0xfe), Buffer.from(echo)]) };
    default:
      return { headers: {}, body: '' };
  }
}

function odd(kind: OddBody, { body, headers }: Answer): { body: string; type: string } {
  const type = headers['Content-Type'] ?? 'text/html';
  const bodies: Record<OddBody, string> = {
    empty: '',
    page: PAGE,
    null: 'null',
    text: '"x"',
    'empty object': '{}',
    'list of null': '[null]',
    cut: body.slice(0, Math.floor(body.length / 2)),
    'another record': body.replaceAll('jane', 'mary').replaceAll(/7|u-1/g, '8'),
    deep: '['.repeat(20_000),
    // Only Qualys says so inside 200.
    'failure inside': body.replace('SUCCESS', 'INTERNAL_ERROR'),
  };
  return { body: bodies[kind], type: kind === 'page' ? 'text/html' : type };
}
