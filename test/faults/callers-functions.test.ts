import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { cells, failure, typeOf } from '../support/cells.js';
import { rawServer } from '../support/raw-server.js';
import { answer } from '../support/scripts.js';
import { toldWhile } from './kit.js';

// Functions of the caller's that a call goes through: what they give back, throw or keep.

type Work = () => Promise<unknown>;
const fails = (): never => {
  throw new Error('no collector');
};
/** A trace that does as it should, but for `parts`. */
const trace = (parts: object) => ({
  carry: (send: Work) => send(),
  succeeded() {},
  failed() {},
  ...parts,
});

const CANNOT_CARRY: readonly [what: string, made: (real: Response) => unknown, told: RegExp][] = [
  ['nothing', () => undefined, /gave no Response but undefined/],
  ['an object made by hand', () => ({ ok: true, json: async () => ({}) }), /gave no Response but object/],
  [
    'the response of another library',
    () => ({ status: 200, headers: new Headers(), body: { pipe() {} } }),
    /gave a Response whose body cannot be read/,
  ],
  [
    'a response that was read before',
    (real) => {
      const again = new Response('{}');
      void again.text();
      return real.ok ? again : real;
    },
    /gave a Response whose body was read before/,
  ],
];

describe.each(cells)('$title', ({ vendor, open, carrier }) => {
  it.each<[string, () => unknown]>([
    ['throws when a call begins', fails],
    ['gives no trace', () => {}],
    ['throws where it should send', () => trace({ carry: fails })],
    ['sends nothing', () => trace({ carry: () => {} })],
    ['sends twice', () => trace({ carry: (send: Work) => send().then(send) })],
    ['throws when all was sent', () => trace({ carry: (send: Work) => send().then(fails) })],
    ['never ends', () => trace({ carry: (send: Work) => send().then(() => new Promise(() => {})) })],
    ['throws at a success', () => trace({ succeeded: fails })],
    [
      'rejects at the end of a call',
      () => trace({ succeeded: async () => fails(), failed: async () => fails() }),
    ],
    ['throws at a failure', () => trace({ failed: fails })],
  ])('sends each call once and keeps its end with a telemetry that %s', async (_, telemetry) => {
    const refused = answer(404, '{}', typeOf(vendor));
    const server = await rawServer([vendor.wire.ok.create, vendor.wire.ok.get, refused, refused]);
    const { warnings, uncaught } = await toldWhile(async () => {
      const client = open(server.origin, { telemetry: telemetry as never });
      await client.create();
      expect(await client.get(vendor.wire.id)).toEqual(vendor.wire.user);
      for (const _ of [1, 2]) expect((await failure(client.get(vendor.wire.id))).name).toBe('HttpError');
    });
    expect(uncaught).toEqual([]);
    expect(server.requests).toHaveLength(4);
    expect(warnings.filter((text) => /^telemetry failed/.test(text)).length).toBeLessThan(2);
  });

  if (carrier === 'fetch') {
    it.each(CANNOT_CARRY)(
      'says what a fetch or a middleware gave in the place of an answer: %s',
      async (_, made, told) => {
        const server = await rawServer(vendor.wire.ok.create);
        const wrong = async (url: string, init: object) => made(await fetch(url, init));
        const step = async (request: Request, next: (request: Request) => Promise<Response>) =>
          made(await next(request));
        const ways: [object, string][] = [
          [{ fetch: wrong }, 'fetch'],
          [{ middleware: [step] }, 'a step of middleware'],
        ];
        for (const [options, whose] of ways) {
          const error = await failure(open(server.origin, options as never).create());
          expect(error).toMatchObject({ name: 'ProtocolError', outcome: 'unknown', attempts: 1 });
          expect(error.message).toMatch(told);
          expect(error.message).toContain(`: ${whose} gave`);
        }
        expect(server.requests).toHaveLength(ways.length);
      },
    );

    it('says so where a fetch followed a redirect that was not its to follow', async () => {
      const target = await rawServer(vendor.wire.ok.get);
      const server = await rawServer(
        (socket) =>
          void socket.write(
            `HTTP/1.1 302 Found\r\nLocation: ${target.origin}/x\r\nContent-Length: 0\r\n\r\n`,
          ),
      );
      const follows = (url: string, init: object) => fetch(url, { ...init, redirect: 'follow' });
      const error = await failure(open(server.origin, { fetch: follows as never }).get(vendor.wire.id));
      expect(error.name).toBe('ProtocolError');
      expect(error.message).toMatch(/followed a redirect to .* although it was told not to/);
    });
  }

  it('reads a failure of another realm, as under Jest, like one of its own', async () => {
    const { hidden } = vendor.credential;
    const foreign = runInNewContext(
      `Object.assign(new TypeError('fetch failed'), { cause: Object.assign(
        new Error('connect ECONNREFUSED with ' + secret),
        { code: 'ECONNREFUSED', syscall: 'connect', address: '127.0.0.1', port: 9 }) })`,
      { secret: hidden[0] },
    );
    const refusing = () => Promise.reject(foreign);
    const error = await failure(
      open('http://127.0.0.1:9', { fetch: refusing as never, retry: false }).create(),
    );
    expect(error).toMatchObject({ name: 'NetworkError', outcome: 'not-sent' });
    expect(error.message).toMatch(/nothing listens at 127\.0\.0\.1:9 \(ECONNREFUSED\)/);
    expect(String((error.cause as Error).cause)).not.toContain(hidden[0]);
  });
});
