import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { badRequest } from '../errors.js';

/** What a cursor needs: a secret that all instances share, and the time. */
export interface CursorOptions {
  secret: string | Uint8Array;
  /** Milliseconds since 1970. */
  now(): number;
  /** How long a cursor is good for, in milliseconds. */
  timeoutMs: number;
}

/** Where a list goes on, and in which list. */
export interface CursorPosition {
  /** The last key that was shown. */
  after: string;
  /** What the list is: its filter, order and owner. A cursor is good for no other. */
  list: string;
}

/** RFC 9865 2: only unreserved characters, so that no client has to encode it. */
export function writeCursor({ after, list }: CursorPosition, options: CursorOptions): string {
  const body = JSON.stringify([options.now() + options.timeoutMs, digest(list), after]);
  const text = Buffer.from(body).toString('base64url');
  return `${text}.${sign(text, options)}`;
}

/**
 * The key after which the list goes on.
 *
 * @throws ScimError 400: invalidCursor for one that we did not write, or wrote for another list; expiredCursor.
 */
export function readCursor(cursor: string, list: string, options: CursorOptions): string {
  const [text = '', mac = ''] = cursor.split('.', 2);
  const expected = Buffer.from(sign(text, options));
  const given = Buffer.from(mac);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    throw badRequest('invalidCursor', 'The cursor is not one of this server; start again with an empty one.');
  }
  const [expires, of, after] = JSON.parse(Buffer.from(text, 'base64url').toString()) as [
    number,
    string,
    string,
  ];
  if (of !== digest(list)) throw badRequest('invalidCursor', 'The cursor belongs to another list.');
  if (options.now() > expires)
    throw badRequest('expiredCursor', 'The cursor is too old; start again with an empty one.');
  return after;
}

const sign = (text: string, { secret }: CursorOptions): string =>
  createHmac('sha256', secret).update(text).digest('base64url');

const digest = (list: string): string => createHash('sha256').update(list).digest('base64url').slice(0, 22);
