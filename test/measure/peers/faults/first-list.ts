import { gzipSync } from 'node:zlib';
import { answer, bytesOf, cut, json, redirect, reset, silence, stall } from '../../../support/scripts.ts';
import {
  creating,
  elsewhere,
  hanging,
  idOf,
  type Numbered,
  noPassword,
  ok,
  qlikOnly,
  reading,
  start,
  TIMEOUT_MS,
  times,
  withCredential,
} from '../experiments.ts';
import { calls, carried, endOf, say, shows, TOKEN, users } from '../observe.ts';

const HTML = '<!DOCTYPE html><title>Sign in</title>';
const qlikLinks = qlikOnly('its API has no links');

export const firstList: readonly Numbered[] = [
  [
    1,
    {
      fault: 'DELETE of a user whose id is `..`',
      async run(lab) {
        const server = await lab.server(answer(204));
        const end = await endOf(() => start(lab, server.origin).remove('..'));
        const [request] = calls(server);
        return `${request ? `sent ${request.method} ${request.path}` : 'nothing sent'}; ${say(end)}`;
      },
    },
  ],
  [4, withCredential('token with a line break', { secret: `${TOKEN}\r\nX-Evil: 1` })],
  [5, withCredential('password `pässwörd`', { secret: 'pässwörd', password: true }, noPassword)],
  [5, withCredential('password `пароль`', { secret: 'пароль', password: true }, noPassword)],
  [6, withCredential('credential missing', { secret: undefined })],
  [6, withCredential('password missing', { secret: undefined, password: true }, noPassword)],
  [
    6,
    {
      fault: 'what a successful call hands back, printed',
      async run(lab) {
        const server = await lab.server(ok(lab.client));
        const end = await endOf(() => start(lab, server.origin).whole(idOf(lab)));
        return shows(end, TOKEN) ? 'shows the token' : 'shows no token';
      },
    },
  ],
  [7, elsewhere('GET answered by a 302 to another origin', 'get', 302)],
  [7, elsewhere('create answered by a 307 to another origin', 'create', 307)],
  [8, creating('create answered by a 307 within the origin', redirect(307, '/again'))],
  [
    9,
    reading(
      'GET answered by a 302 to a login page',
      redirect(302, '/login'),
      answer(200, HTML, { 'Content-Type': 'text/html' }),
    ),
  ],
  [
    10,
    {
      fault: 'list whose next link leads to another host',
      without: (client) =>
        qlikLinks(client) ??
        (client.column === 'generated client' ? 'does not apply: follows no links' : undefined),
      async run(lab) {
        const other = await lab.server(json(200, { data: [{ id: 'u-2' }], links: {} }));
        const links = { next: { href: `${other.origin}/api/v1/users?next=abc` } };
        const server = await lab.server(json(200, { data: [{ id: 'u-1' }], links }));
        const end = await endOf(() => start(lab, server.origin).list());
        const [stray] = calls(other);
        return `the other server got ${stray ? `a ${stray.method} with ${carried(stray)}` : 'nothing'}; ${say(end)}`;
      },
    },
  ],
  [
    11,
    {
      fault: 'GET answered by 503, 503 (`Retry-After: 1`), then 200',
      async run(lab) {
        const down = json(503, {}, { 'Retry-After': '1' });
        const server = await lab.server(down, down, ok(lab.client));
        const end = await endOf(() => start(lab, server.origin).get(idOf(lab)));
        return `sent ${times(calls(server).length)}; ${say(end)}`;
      },
    },
  ],
  [
    12,
    creating(
      'create answered by 429 (`Retry-After: 1`), then success',
      json(429, {}, { 'Retry-After': '1' }),
    ),
  ],
  [12, creating('create whose connection is reset after it was sent', reset)],
  [17, hanging(`server that never answers, timeout ${TIMEOUT_MS} ms`, silence)],
  [
    17,
    hanging(
      `server that stalls in the body, timeout ${TIMEOUT_MS} ms`,
      stall(bytesOf(200, '{"id":', { 'Content-Type': 'application/json', 'Content-Length': 100 })),
    ),
  ],
  [19, reading('200 with an HTML page', answer(200, HTML, { 'Content-Type': 'text/html' }))],
  [19, reading('200 with an HTML page and no Content-Type', answer(200, HTML))],
  [
    19,
    {
      fault: '200 with JSON and no Content-Type',
      async run(lab) {
        const server = await lab.server(answer(200, JSON.stringify(users[lab.client.vendor].user)));
        return say(await endOf(() => start(lab, server.origin).get(idOf(lab))));
      },
    },
  ],
  [
    20,
    reading('200 with JSON cut off', answer(200, '{"id": 7, "na', { 'Content-Type': 'application/json' })),
  ],
  [
    20,
    reading(
      '200 whose connection ends before its length',
      cut(bytesOf(200, '{"id": 7', { 'Content-Type': 'application/json', 'Content-Length': 80 })),
    ),
  ],
  [20, reading('200 with `null`', json(200, null))],
  [20, reading('200 with an empty body', answer(200, '', { 'Content-Type': 'application/json' }))],
  [
    20,
    {
      fault: '400 that echoes the token, its error printed',
      async run(lab) {
        const server = await lab.server(json(400, { message: `bad token ${TOKEN}` }));
        const end = await endOf(() => start(lab, server.origin).get(idOf(lab)));
        return `${shows(end, TOKEN) ? 'shows the token' : 'shows no token'}; ${say(end)}`;
      },
    },
  ],
  [21, reading('502 with an HTML page', answer(502, HTML, { 'Content-Type': 'text/html' }))],
  [
    22,
    {
      fault: 'PATCH answered by 207: a part of it was not done',
      without: qlikOnly('its API has no PATCH'),
      async run(lab) {
        const server = await lab.server(json(207, { errors: [{ code: 'USERS-13', title: 'Invalid' }] }));
        return say(await endOf(async () => start(lab, server.origin).patch?.(idOf(lab))));
      },
    },
  ],
  [
    23,
    {
      fault: '64 MiB of JSON in 64 kB of gzip, cap 1 MiB where there is one',
      async run(lab) {
        const body = gzipSync(
          JSON.stringify({ ...users[lab.client.vendor].user, note: 'x'.repeat(64 * 2 ** 20) }),
        );
        const bomb = answer(200, body, { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' });
        const server = await lab.server(bomb);
        const capped = !lab.client.lacks.includes('cap');
        const end = await endOf(() =>
          start(lab, server.origin, capped ? { maxBodyBytes: 2 ** 20 } : {}).get(idOf(lab)),
        );
        return `${capped ? '' : 'has no cap; '}${end.kind === 'value' ? 'read all of it' : say(end)}`;
      },
    },
  ],
];
