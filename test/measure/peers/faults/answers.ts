import { deflateRawSync, gzipSync } from 'node:zlib';
import type { Script } from '../../../support/open-raw-server.ts';
import { answer, bytesOf, json } from '../../../support/scripts.ts';
import type { PeerClient } from '../client.ts';
import {
  creating,
  type Fault,
  idOf,
  listing,
  type Numbered,
  qlikOnly,
  reading,
  start,
} from '../experiments.ts';
import { endOf, type Lab, say, users } from '../observe.ts';

// Rows 32 to 59 that are about what a server answers.

const JSON_TYPE = { 'Content-Type': 'application/json' };
const links = qlikOnly('follows no pages');
/** The generated functions read one page. */
const pages: Fault['without'] = (client) =>
  client.column === 'generated client' ? 'does not apply: follows no pages' : links(client);
/** A page of Qlik's; `linkOf` makes what it says of the next page of that page's address. */
const qlikPage =
  (ids: string[], linkOf?: (href: string) => unknown): Script =>
  (socket, request) => {
    const href = `http://${request.headers.host}/api/v1/users?next=2`;
    const links = linkOf ? { next: linkOf(href) } : {};
    return json(200, { data: ids.map((id) => ({ id })), links })(socket, request);
  };
const asObject = (href: string) => ({ href });

/** What `get` makes of the vendor's user, once its bytes are changed. */
const changed = (
  fault: string,
  headers: Readonly<Record<string, string>>,
  change: (text: string) => string | Buffer,
): Fault => ({
  fault,
  async run(lab) {
    const text = JSON.stringify({ ...users[lab.client.vendor].user, email: 'Jürgen' });
    const server = await lab.server(answer(200, change(text), { ...JSON_TYPE, ...headers }));
    return emailOf(lab, server.origin);
  },
});

async function emailOf(lab: Lab, origin: string): Promise<string> {
  const end = await endOf(() => start(lab, origin).get(idOf(lab)));
  if (end.kind !== 'value') return say(end);
  return `succeeded; the address is “${(end.value as { email?: string }).email}”`;
}

const otherUser = ({ vendor }: PeerClient) =>
  ({ QRadar: { id: 8, username: 'mary' }, Qlik: { id: 'u-8' }, IQ: { username: 'mary' } })[vendor];

export const answers: readonly Numbered[] = [
  [
    37,
    {
      fault: 'GET of one user answered with another',
      async run(lab) {
        const server = await lab.server(json(200, otherUser(lab.client)));
        const end = await endOf(() => start(lab, server.origin).get(idOf(lab)));
        return end.kind === 'value' ? 'succeeded with the other user' : say(end);
      },
    },
  ],
  [39, changed('200 in bytes that are no UTF-8', {}, (text) => Buffer.from(text, 'latin1'))],
  [
    39,
    changed(
      '200 in ISO-8859-1, and declared so',
      { 'Content-Type': 'application/json; charset=ISO-8859-1' },
      (text) => Buffer.from(text, 'latin1'),
    ),
  ],
  [
    40,
    listing(
      'list whose second page repeats a user',
      pages,
      qlikPage(['u-1', 'u-2'], asObject),
      qlikPage(['u-2', 'u-3']),
    ),
  ],
  [40, listing('list whose next page is the same page, for ever', pages, qlikPage(['u-1'], asObject))],
  [
    42,
    {
      fault: 'two users whose ids differ beyond 2^53',
      without: ({ vendor }) => (vendor === 'QRadar' ? undefined : 'does not apply: its ids are texts'),
      async run(lab) {
        const two = '[{"id":9007199254740992,"username":"a"},{"id":9007199254740993,"username":"b"}]';
        const range = { 'Content-Range': 'items 0-1/2' };
        const server = await lab.server(answer(200, two, { ...JSON_TYPE, ...range }));
        return say(await endOf(() => start(lab, server.origin).list()));
      },
    },
  ],
  [
    42,
    listing(
      'list whose next link is a text and no object',
      pages,
      qlikPage(['u-1'], String),
      qlikPage(['u-2']),
    ),
  ],
  [
    43,
    changed('200 in gzip without its trailer', { 'Content-Encoding': 'gzip' }, (text) =>
      gzipSync(text).subarray(0, -8),
    ),
  ],
  [51, reading('200 with JSON nested 100,000 deep', answer(200, '['.repeat(100_000), JSON_TYPE))],
  [51, reading('400 whose message is a number', json(400, { message: 7, errors: [null] }))],
  [53, reading('304 that nobody asked for', answer(304))],
  [53, changed('200 in raw deflate', { 'Content-Encoding': 'deflate' }, (text) => deflateRawSync(text))],
  [53, creating('create answered by an unasked 100 Continue, then success', unaskedContinue)],
];

function unaskedContinue(socket: { write(bytes: Buffer): unknown }): void {
  const created = bytesOf(201, '{}', JSON_TYPE);
  socket.write(Buffer.concat([Buffer.from('HTTP/1.1 100 Continue\r\n\r\n'), created]));
}
