import type { Received } from '../../support/raw-server.js';
import type { Answer } from './answer.js';

/** Bodies of errors; the echo holds every secret of the request. */
export type ErrorBody = 'none' | 'json' | 'page' | 'echo' | 'escaped echo' | 'no utf-8';
/** What no vendor answers to a call that succeeded. */
export const ODD_BODIES = [
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
  'two roots',
  'rubbish behind it',
] as const;
export type OddBody = (typeof ODD_BODIES)[number];

const PAGE = '<!DOCTYPE html><title>Sign in</title><form>password</form>';

export function errorOf(
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

/** A body that is none, and its type. */
export function odd(kind: OddBody, { body, headers }: Answer): { body: string; type: string } {
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
    'two roots': body + body.slice(Math.max(0, body.indexOf('<ServiceResponse>'))),
    'rubbish behind it': `${body}\n<!-- cached -->x`,
    // Only Qualys says so inside 200.
    'failure inside': body.replace('SUCCESS', 'INTERNAL_ERROR'),
  };
  return { body: bodies[kind], type: kind === 'page' ? 'text/html' : type };
}
