import type { Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { bytesOf } from '../../support/scripts.js';
import type { Answer } from './answer.js';

/** In which way an honest answer travels: these are HTTP, and it has to arrive. */
const LAWFUL = [
  'plain',
  'gzip',
  'chunked',
  'chunked, with extensions and trailers',
  'byte by byte',
  'head in pieces',
  'early hint',
  'processing',
  'no type',
  'no length',
  'http/1.0',
  'closes',
  'closes without a word',
] as const;
/** What servers and proxies do wrong: it may end in an error, but never in another answer than this one. */
const UNLAWFUL = [
  'unasked continue',
  'gzip cut short',
  'length too long',
  'length too short',
  'length twice',
  'lengths that differ',
  'length and chunks',
  'type twice',
  'a mark in front',
  'answers twice',
] as const;
export const WAYS = [...LAWFUL, ...UNLAWFUL] as const;
export type Way = (typeof WAYS)[number];

export const isLawful = (way: Way) => (LAWFUL as readonly Way[]).includes(way);

const CHUNK = 50;

/** Sends it. */
export function inItsWay(way: Way, { status, headers, body }: Answer, socket: Socket): void {
  const plain = bytesOf(status, body, headers);
  const bare = status === 204;
  const { 'Content-Type': type, ...untyped } = headers;
  const before = (text: string) => Buffer.concat([Buffer.from(text), plain]);
  const bytes = ((): Buffer => {
    switch (way) {
      case 'gzip':
        return bare ? plain : bytesOf(status, gzipSync(body), { ...headers, 'Content-Encoding': 'gzip' });
      case 'gzip cut short': {
        if (bare) return plain;
        const cut = gzipSync(body).subarray(0, -12);
        return bytesOf(status, cut, { ...headers, 'Content-Encoding': 'gzip' });
      }
      case 'chunked':
        return bare ? plain : chunked({ status, headers, body });
      case 'chunked, with extensions and trailers':
        return bare ? plain : chunked({ status, headers, body }, ';name="jane"', 'X-Checksum: 7\r\n');
      case 'length and chunks': {
        const lying = { ...headers, 'Content-Length': '3' };
        return bare ? plain : chunked({ status, headers: lying, body });
      }
      case 'early hint':
        return before('HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n');
      case 'processing':
        return before('HTTP/1.1 102 Processing\r\n\r\n');
      case 'unasked continue':
        return before('HTTP/1.1 100 Continue\r\n\r\n');
      case 'no type':
        return bytesOf(status, body, untyped);
      case 'type twice': {
        const [head, rest] = halves(plain);
        return Buffer.concat([
          head,
          Buffer.from(`Content-Type: text/html\r\n${type ? '' : 'X: y\r\n'}`),
          rest,
        ]);
      }
      case 'length too long':
        return bare ? plain : bytesOf(status, body, { ...headers, 'Content-Length': body.length + 400 });
      case 'length too short':
        return bare
          ? plain
          : bytesOf(status, body, { ...headers, 'Content-Length': Math.max(0, body.length - 1) });
      case 'length twice':
      case 'lengths that differ': {
        if (bare) return plain;
        const length = Buffer.byteLength(body) + (way === 'length twice' ? 0 : 1);
        const [head, rest] = halves(plain);
        return Buffer.concat([head, Buffer.from(`Content-Length: ${length}\r\n`), rest]);
      }
      case 'a mark in front':
        return bytesOf(status, bare ? '' : `\ufeff${body}`, headers);
      case 'answers twice':
        return Buffer.concat([plain, bytesOf(status, body.replaceAll(/jane|user/g, 'mary'), headers)]);
      case 'closes':
        return bytesOf(status, body, { ...headers, Connection: 'close' });
      case 'http/1.0':
        return Buffer.from(plain.toString('latin1').replace('HTTP/1.1', 'HTTP/1.0'), 'latin1');
      case 'no length': {
        const head = bytesOf(status, '', { ...headers, Connection: 'close', 'Transfer-Encoding': undefined });
        return Buffer.concat([withoutLength(head), Buffer.from(body)]);
      }
      default:
        return plain;
    }
  })();
  switch (way) {
    case 'byte by byte':
      for (const byte of bytes) socket.write(Buffer.of(byte));
      return;
    case 'head in pieces':
      inPieces(bytes, socket);
      return;
    case 'no length':
    case 'http/1.0':
    case 'closes':
    case 'closes without a word':
    case 'length too long':
      return void socket.end(bytes);
    default:
      socket.write(bytes);
  }
}

/** An answer's first line, and the rest of it. */
function halves(bytes: Buffer): [Buffer, Buffer] {
  const end = bytes.indexOf('\r\n') + 2;
  return [bytes.subarray(0, end), bytes.subarray(end)];
}

function withoutLength(head: Buffer): Buffer {
  return Buffer.from(head.toString('latin1').replace(/Content-Length: \d+\r\n/, ''), 'latin1');
}

function chunked({ status, headers, body }: Answer, extension = '', trailers = ''): Buffer {
  const all = Buffer.from(body);
  const parts = [bytesOf(status, '', { ...headers, 'Transfer-Encoding': 'chunked' })];
  for (let at = 0; at < all.length; at += CHUNK) {
    const part = all.subarray(at, at + CHUNK);
    parts.push(Buffer.from(`${part.length.toString(16)}${extension}\r\n`), part, Buffer.from('\r\n'));
  }
  parts.push(Buffer.from(`0\r\n${trailers}\r\n`));
  return Buffer.concat(parts);
}

/** One piece per turn of the server's loop, so that the client reads them apart. */
function inPieces(bytes: Buffer, socket: Socket): void {
  const step = Math.ceil(bytes.length / 8);
  const next = (at: number) => {
    if (at >= bytes.length || socket.destroyed) return;
    socket.write(bytes.subarray(at, at + step), () => setImmediate(next, at + step));
  };
  next(0);
}
