import { inspect } from 'node:util';
import type { LogEntry } from '@rollcall/facade';
import { describe, expect, it } from 'vitest';
import { all, cells, failure, typeOf } from '../support/cells.js';
import { fakeClock } from '../support/clock.js';
import { expectNoSecret } from '../support/expect-no-secret.js';
import { rawServer } from '../support/raw-server.js';
import { saqAnswer, saqError } from '../support/saq-answers.js';
import { answer, json, xml } from '../support/scripts.js';
import { CARRIERS, endOf, iqOver, qlikOver, qradarOver, qualysOver } from './kit.js';

const LIVE = 'live-0c7d4e11-token';

/** How a server may write a secret that it was sent. */
const escapes: Record<string, (secret: string) => string> = {
  'as it is': (secret) => secret,
  'decimal entities': (secret) => [...secret].map((char) => `&#${char.codePointAt(0)};`).join(''),
  'decimal entities with zeros': (secret) =>
    [...secret].map((char) => `&#00${char.codePointAt(0)};`).join(''),
  'hex entities': (secret) => [...secret].map((char) => `&#x${char.codePointAt(0)?.toString(16)};`).join(''),
  'upper-case hex entities': (secret) =>
    [...secret].map((char) => `&#X${char.codePointAt(0)?.toString(16).toUpperCase()};`).join(''),
  'named entities': (secret) =>
    secret.replace(
      /[&<>"'/]/g,
      (char) =>
        ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;', '/': '&#x2F;' })[
          char
        ] as string,
    ),
  'a u and four digits': (secret) =>
    [...secret].map((char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`).join(''),
  'some upper-case u escapes': (secret) =>
    secret.replace(
      /[<>&'+/]/g,
      (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0').toUpperCase()}`,
    ),
  JSON: (secret) => JSON.stringify(secret).slice(1, -1),
  'JSON with escaped slashes': (secret) => JSON.stringify(secret).slice(1, -1).replaceAll('/', '\\/'),
  'JSON in JSON': (secret) => JSON.stringify(JSON.stringify(secret).slice(1, -1)).slice(1, -1),
  'upper-case percent': (secret) =>
    [...Buffer.from(secret)].map((byte) => `%${byte.toString(16).padStart(2, '0').toUpperCase()}`).join(''),
  'lower-case percent': (secret) => encodeURIComponent(secret).replace(/%../g, (hex) => hex.toLowerCase()),
  'a form': (secret) => new URLSearchParams({ a: secret }).toString().slice(2),
};

describe.each(cells)('$title', ({ vendor, open }) => {
  // The parts of a secret are worth as much as the whole.
  const secret = vendor.credential.basic ? `k/E+y"<'&>9f3 a7é` : `k/E+y"<'&>9f3a7`;
  const half = '9f3';

  it.each(Object.entries(escapes))('fault 45: shows no secret that comes back as %s', async (_, escaped) => {
    const echo = escaped(secret);
    const refusals = [
      answer(400, `you sent ${echo}!`, { 'Content-Type': 'text/plain' }),
      answer(500, `<html>${echo}</html>`, { 'Content-Type': 'text/html' }),
      answer(
        400,
        `{"message":"${echo.replaceAll('"', '\\"')}","errors":[{"title":"${echo.replaceAll('"', '\\"')}"}]}`,
        { 'Content-Type': 'application/json' },
      ),
      answer(200, `<html>${echo}`, { 'Content-Type': 'text/html' }),
      answer(200, `{"a": ${echo}`, typeOf(vendor)),
    ];
    for (const script of refusals) {
      const server = await rawServer(script);
      const client = open(server.origin, { secret, retry: false });
      expectNoSecret(await failure(client.get(vendor.wire.id)), [secret, echo, half]);
      expectNoSecret(await failure(all(client.list())), [secret, echo, half]);
    }
  });

  it('fault 45: shows no base64 of a user and its password, in any alphabet', async () => {
    if (!vendor.credential.basic) return;
    const pair = Buffer.from(`${vendor.name === 'IQ' ? 'admin' : 'sandbox'}:${secret}`);
    for (const text of [
      pair.toString('base64'),
      pair.toString('base64url'),
      pair.toString('base64').replace(/=+$/, ''),
    ]) {
      const server = await rawServer(answer(400, `not ${text} today`));
      const error = await failure(open(server.origin, { secret, retry: false }).get(vendor.wire.id));
      expectNoSecret(error, [text.replace(/=+$/, '')]);
    }
  });

  it('fault 45: counts what is given in headers, of the client and of a call, and what auth functions give', async () => {
    const key = 'gate-51c0ffee-key';
    const server = await rawServer((socket, request) => {
      const echo = `${request.headers['x-gateway-key']} ${request.headers.cookie} ${request.headers[vendor.credential.header]}`;
      answer(400, echo)(socket, request);
    });
    const headers = { 'X-Gateway-Key': key, Cookie: 'session=cook-7733aa; a=b' };
    const byClient = open(server.origin, { headers, secret: async () => secret });
    const byCall = open(server.origin, { secret: () => secret });
    for (const call of [
      () => byClient.get(vendor.wire.id),
      () => byCall.get(vendor.wire.id, { headers }),
      () => byCall.create({ headers }),
    ])
      expectNoSecret(await failure(call()), [key, 'cook-7733aa', secret, half]);
  });

  it('fault 45: refuses a secret that is too short to be kept out of texts, and does not show it', async () => {
    const server = await rawServer(vendor.wire.ok.get);
    for (const short of ['a', 'ab', 'x9q']) {
      const made = await endOf(() => open(server.origin, { secret: short }).get(vendor.wire.id));
      const later = await endOf(() => open(server.origin, { secret: () => short }).get(vendor.wire.id));
      for (const { error } of [made, later]) {
        expect(error?.name).toBe('InvalidInputError');
        expect(error?.message).toMatch(/four characters/);
        expect(error?.message).not.toContain(`'${short}'`);
      }
    }
    expect(server.connections).toBe(0);
  });

  it('fault 44: shows no live token of another service, in no error of any kind', async () => {
    const texts = [
      `[{"id":1,"token":"${LIVE}"`,
      `{"id":1,"token": "${LIVE}","x":`,
      `{"a":{"apiKey":"${LIVE}","access_token":"${LIVE}","client_secret":"${LIVE}","password":"${LIVE}"`,
      `<html><input name="token" value="${LIVE}"><token>${LIVE}</token></html>`,
      `<ServiceResponse><password>${LIVE}</password>`,
      `<ServiceResponse><user token="${LIVE}"`,
      `SEC: ${LIVE}\nAuthorization: Bearer ${LIVE}`,
      `Set-Cookie: SESSION=${LIVE}`,
      `token=${LIVE}&password=${LIVE}`,
      `{\\"token\\":\\"${LIVE}\\"`,
      `${' '.repeat(1000)}"token":"${LIVE}`,
      `{"token":\n"${LIVE.slice(0, 5)}\\u002d${LIVE.slice(5)}`,
    ];
    for (const text of texts) {
      for (const [status, type] of [
        [200, typeOf(vendor)],
        [200, { 'Content-Type': 'text/html' }],
        [400, {}],
        [500, typeOf(vendor)],
      ] as const) {
        const server = await rawServer(answer(status, text, type));
        const error = await failure(open(server.origin, { retry: false }).get(vendor.wire.id));
        expectNoSecret(error, [LIVE, LIVE.slice(5)]);
      }
    }
  });

  it('fault 44: shows no secret in a line of the log, its headers included', async () => {
    const entries: LogEntry[] = [];
    const odd = {
      'Retry-After': vendor.credential.secret,
      'Content-Range': vendor.credential.secret,
      'X-RateLimit-Limit': vendor.credential.secret,
      Date: vendor.credential.secret,
      Deprecated: encodeURIComponent(vendor.credential.secret),
    };
    const server = await rawServer(answer(400, 'no', odd));
    const client = open(server.origin, { logger: (entry) => entries.push(entry), retry: false });
    for (const call of [() => client.get(vendor.wire.id), () => client.create()]) await endOf(call);
    expect(entries).toHaveLength(2);
    expect(inspect(entries, { depth: 9 })).not.toContain(vendor.credential.secret);
  });
});

describe.each(CARRIERS)('over %s', (carrier) => {
  const SECRET = 'tok-3f9a77c1-secret';

  it('fault 44: shows no secret in what a task says when it fails', async () => {
    const server = await rawServer([
      json(202, { task_id: 3, status: 'QUEUED' }),
      json(200, { task_id: 3, status: 'EXCEPTION', message: `SEC ${SECRET}: Bearer ${LIVE}`, token: LIVE }),
    ]);
    const { users, staged } = qradarOver(carrier, server.origin, { clock: fakeClock() });
    const error = await failure(users.deleteAndWait(7));
    expect(error.name).toBe('TaskFailedError');
    expectNoSecret(error, [SECRET, LIVE]);
    const deploying = await rawServer(
      json(200, { status: 'DONE', has_errors: true, error_message: `bad ${SECRET}` }),
    );
    const other = qradarOver(carrier, deploying.origin, { clock: fakeClock() });
    expectNoSecret(await failure(other.staged.waitForDeploy()), [SECRET]);
    void staged;
  });

  it('fault 44: shows no secret in the result of bulk work', async () => {
    const server = await rawServer([
      json(202, { task_id: 3, status: 'QUEUED', message: SECRET, token: LIVE }),
      json(200, { task_id: 3, status: 'EXCEPTION', message: SECRET }),
      json(400, { message: `not with ${SECRET}`, token: LIVE }),
    ]);
    const { users } = qradarOver(carrier, server.origin, { clock: fakeClock() });
    const { results } = await users.deleteMany([7, 8], { concurrency: 1 });
    expect(results.map(({ status }) => status)).toEqual(['failed', 'failed']);
    expect(inspect(results, { depth: 20, showHidden: true })).not.toMatch(new RegExp(`${SECRET}|${LIVE}`));
  });

  it('fault 44: shows no secret in what Qlik says of a patch that it did in part', async () => {
    const server = await rawServer(
      json(207, { errors: [{ code: SECRET, title: SECRET, detail: `Bearer ${LIVE}` }], traceId: SECRET }),
    );
    const { users } = qlikOver(carrier, server.origin);
    expectNoSecret(await failure(users.update('u-1', { name: 'Jane' })), [SECRET, LIVE]);
  });

  it('fault 44: shows no secret in what Qualys says inside a 200', async () => {
    for (const text of [saqError(SECRET, SECRET, `password=${LIVE}`), saqAnswer(`<token>${LIVE}</token>`)]) {
      const server = await rawServer(xml(200, text));
      expectNoSecret(await failure(qualysOver(carrier, server.origin).users.get(7)), [SECRET, LIVE]);
    }
  });

  it('fault 44: shows no secret that a Deprecated header repeats', async () => {
    const notices: unknown[] = [];
    const server = await rawServer(json(200, { id: 7, username: 'jane' }, { Deprecated: `x ${SECRET}` }));
    const { users } = qradarOver(carrier, server.origin, {
      onDeprecated: (notice: unknown) => notices.push(notice),
    } as never);
    await users.get(7);
    expect(notices).toHaveLength(1);
    expect(inspect(notices)).not.toContain(SECRET);
  });

  it('fault 44: shows no user code that stands in the address, in no error, log line or retry', async () => {
    const code = 'kP3/x7 userCode';
    const told: unknown[] = [];
    const server = await rawServer(json(503, { message: code }, { 'Retry-After': '0' }));
    const iq = iqOver(carrier, server.origin, {
      clock: fakeClock(),
      logger: (entry) => told.push(entry),
      onRetry: (event) => told.push(event),
    });
    const error = await failure(iq.userTokens.delete(code));
    expect(server.requests[0]?.path).toContain(encodeURIComponent(code));
    expect(error.url).toMatch(/\/userCode\/\[redacted\]$/);
    expect(told.length).toBeGreaterThan(1);
    expectNoSecret(error, [code, encodeURIComponent(code)]);
    for (const shown of [code, encodeURIComponent(code)])
      expect(inspect(told, { depth: 9 })).not.toContain(shown);
  });

  it('fault 45: refuses a password for a new user that is too short to be kept out of texts', async () => {
    const server = await rawServer(json(201, { id: 7, username: 'jane' }));
    const { users } = qradarOver(carrier, server.origin);
    const input = { username: 'jane', password: 'q7', user_role: { id: 1 }, security_profile: { id: 1 } };
    const error = await failure(users.create(input));
    expect(error.name).toBe('InvalidInputError');
    expect(error.message).toMatch(/password.*four characters/);
    expect(server.connections).toBe(0);
  });
});
