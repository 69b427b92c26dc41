import { createIq } from '@rollcall/facade/iq';
import { and, createQRadar, literal, not, or, where } from '@rollcall/facade/qradar';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { retryAfterMs } from '../../packages/facade/src/http/retry-after.js';
import { parseContentRange } from '../../packages/facade/src/paging/content-range.js';
import { literalText } from '../../packages/mock-servers/src/qradar/query/filter-ast.js';
import { parseFilter } from '../../packages/mock-servers/src/qradar/query/filter-parser.js';
import { failure } from '../support/cells.js';
import { fakeClock } from '../support/clock.js';
import { expectNoSecret } from '../support/expect-no-secret.js';
import { rawServer } from '../support/raw-server.js';
import { answer, json } from '../support/scripts.js';

/** Any text, half characters and control characters included. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.string(),
  fc.constantFrom('.', '..', '%2e', 'a/..', '\ud800'),
);

it('fault 2: any text as an id is refused, or arrives as one segment that decodes to it', async () => {
  const server = await rawServer(answer(204));
  const { users } = createIq({ baseUrl: `${server.origin}/base`, auth: { token: 'tok-1' } });
  await fc.assert(
    fc.asyncProperty(anyText, async (id) => {
      const sent = server.requests.length;
      const error = await users.delete(id).then(
        () => undefined,
        (thrown) => thrown,
      );
      if (error) {
        expect(error.name).toBe('InvalidInputError');
        expect(server.requests).toHaveLength(sent);
        return;
      }
      expect(server.requests).toHaveLength(sent + 1);
      const path = server.requests[sent]?.path ?? '';
      const segments = path.split('/');
      expect(segments.slice(0, -1)).toEqual(['', 'base', 'api', 'v2', 'users']);
      expect(path).toMatch(/^[\x21-\x7e]+$/);
      expect(path).not.toMatch(/[?#]/);
      expect(decodeURIComponent(segments.at(-1) ?? '')).toBe(id);
    }),
    { numRuns: 400 },
  );
});

it('fault 4: any text as a token or header value is refused unseen, or arrives unchanged', async () => {
  const server = await rawServer(json(200, { id: 7 }));
  await fc.assert(
    fc.asyncProperty(anyText, anyText, async (token, header) => {
      const sent = server.requests.length;
      const options = {
        baseUrl: server.origin,
        auth: { secToken: () => token },
        headers: { 'X-Note': header },
      };
      const error = await (async () => createQRadar(options).users.get(7))().then(
        () => undefined,
        (thrown) => thrown,
      );
      if (error) {
        expect(error.name).toBe('InvalidInputError');
        expect(server.requests).toHaveLength(sent);
        if (/[^ -~]/.test(token) && token.length > 12) expectNoSecret(error, [token]);
        return;
      }
      const { headers } = server.requests[sent] as { headers: Record<string, string> };
      expect(headers.sec).toBe(token);
      expect(headers['x-note']).toBe(header.replace(/^[\t ]+|[\t ]+$/g, ''));
    }),
    { numRuns: 300 },
  );
});

it('fault 5: any password is refused, or arrives as its UTF-8 bytes', async () => {
  const server = await rawServer(json(200, { username: 'a' }));
  await fc.assert(
    fc.asyncProperty(anyText, async (password) => {
      const sent = server.requests.length;
      const error = await (async () =>
        createIq({ baseUrl: server.origin, auth: { username: 'a', password } }).users.get('a'))().then(
        () => undefined,
        (thrown) => thrown,
      );
      if (error) {
        expect(error.name).toBe('InvalidInputError');
        return;
      }
      const pair = Buffer.from((server.requests[sent]?.headers.authorization ?? '').slice(6), 'base64');
      expect(pair.toString('utf8')).toBe(`a:${password}`);
    }),
    { numRuns: 200 },
  );
});

it('fault 14: Retry-After of any text is never negative, never a fraction, never NaN', () => {
  const texts = fc.oneof(
    fc.string({ unit: 'grapheme-ascii' }),
    fc.double().map(String),
    fc.bigInt().map(String),
    fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
    fc.date({ noInvalidDate: true }).map((date) => date.toString()),
  );
  fc.assert(
    fc.property(texts, fc.integer({ min: 0, max: 4e12 }), (text, now) => {
      const ms = retryAfterMs(new Headers({ 'Retry-After': text }), now);
      if (ms === undefined) return;
      expect(ms).toBeGreaterThanOrEqual(0);
      expect(Number.isSafeInteger(ms)).toBe(true);
    }),
  );
  fc.assert(
    fc.property(
      fc.date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true }),
      fc.integer({ min: 0, max: 4e12 }),
      (date, now) => {
        const ms = retryAfterMs(new Headers({ 'Retry-After': date.toUTCString() }), now);
        expect(ms).toBe(Math.max(0, Math.floor(date.getTime() / 1000) * 1000 - now));
      },
    ),
  );
});

it('fault 14: no wait ever passes the deadline', async () => {
  const waits = fc.oneof(
    fc.nat(20).map(String),
    fc.double({ min: 0, max: 20, noNaN: true }).map((n) => n.toFixed(2)),
    fc.string({ unit: 'grapheme-ascii' }),
  );
  await fc.assert(
    fc.asyncProperty(waits, fc.integer({ min: 1, max: 30_000 }), async (wait, deadlineMs) => {
      const clock = fakeClock();
      const startedAt = clock.now();
      const value = wait.replace(/[^\x20-\x7e]/g, '');
      const fetch = async () => new Response('{}', { status: 503, headers: { 'Retry-After': value } });
      const qradar = createQRadar({
        baseUrl: 'https://host.example',
        auth: { secToken: 'tok-1' },
        clock,
        deadlineMs,
        fetch,
      });
      const error = await failure(qradar.users.get(7));
      expect(error.name).toBe(clock.now() - startedAt === deadlineMs ? error.name : 'HttpError');
      expect(clock.now() - startedAt).toBeLessThanOrEqual(deadlineMs);
      expect(clock.sleeps.every((ms) => ms >= 0)).toBe(true);
    }),
    { numRuns: 200 },
  );
});

it('fault 29: Content-Range is read back as it was written, and anything else is refused or consistent', () => {
  fc.assert(
    fc.property(fc.nat(), fc.nat(1000), fc.option(fc.nat()), (start, more, extra) => {
      const end = start + more;
      const total = extra === null ? undefined : end + 1 + extra;
      expect(parseContentRange(`items ${start}-${end}/${total ?? '*'}`)).toEqual({
        kind: 'part',
        start,
        end,
        total,
      });
    }),
  );
  const pieces = fc.constantFrom(
    'items',
    ' ',
    '-',
    '/',
    '*',
    '0',
    '9',
    '17',
    '99999999999999999999',
    'bytes',
    '=',
    '-1',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.array(pieces).map((all) => all.join('')),
        fc.string(),
      ),
      (text) => {
        const range = parseContentRange(text);
        if (range?.kind !== 'part') return;
        expect(range.start).toBeLessThanOrEqual(range.end);
        if (range.total !== undefined) expect(range.end).toBeLessThan(range.total);
        expect([range.start, range.end].every(Number.isSafeInteger)).toBe(true);
      },
    ),
    { numRuns: 2000 },
  );
});

/** What the filter takes for a value: it refuses control characters. */
const value = fc
  .oneof(
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: fc.constantFrom('"', "'", '\\', '%', '_', ' ', 'a', '(', ')', ',', '=') }),
  )
  .filter((text) => !/\p{Cc}/u.test(text));

it('what a QRadar filter quotes parses back to the value, whatever it holds', () => {
  fc.assert(
    fc.property(value, (text) => {
      const parsed = parseFilter(String(where('username', '=', text)));
      expect(parsed).toMatchObject({ kind: 'compare', path: ['username'], operator: '=' });
      if (parsed.kind === 'compare') expect(literalText(parsed.value)).toBe(text);
    }),
    { numRuns: 1000 },
  );
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 5 }), (texts) => {
      const parsed = parseFilter(String(where('username', 'in', texts)));
      if (parsed.kind !== 'in') throw new Error(`parsed as ${parsed.kind}`);
      expect(parsed.values.map(literalText)).toEqual(texts);
    }),
    { numRuns: 500 },
  );
});

it('a literal in LIKE matches itself and nothing that only looks like it', () => {
  fc.assert(
    fc.property(value, (text) => {
      const parsed = parseFilter(String(where('username', 'like', `%${literal(text)}`)));
      if (parsed.kind !== 'like') throw new Error(`parsed as ${parsed.kind}`);
      // Unescape as the pattern language does: a backslash takes the next character literally.
      const shown = parsed.pattern.text.slice(1).replace(/\\(.)/gsu, '$1');
      expect(shown).toBe(text);
    }),
    { numRuns: 1000 },
  );
});

interface Branch {
  readonly filter: ReturnType<typeof not>;
  readonly shape: unknown;
}

it('a combined filter keeps its structure', () => {
  const leaf = value.map((text): Branch => ({ filter: where('username', '=', text), shape: text }));
  const { tree } = fc.letrec<{ tree: Branch }>((tie) => ({
    tree: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      leaf,
      fc
        .tuple(tie('tree'), tie('tree'))
        .map(([a, b]) => ({ filter: and(a.filter, b.filter), shape: ['and', a.shape, b.shape] })),
      fc
        .tuple(tie('tree'), tie('tree'))
        .map(([a, b]) => ({ filter: or(a.filter, b.filter), shape: ['or', a.shape, b.shape] })),
      tie('tree').map((a) => ({ filter: not(a.filter), shape: ['not', a.shape] })),
    ),
  }));
  const shapeOf = (parsed: ReturnType<typeof parseFilter>): unknown => {
    if (parsed.kind === 'and' || parsed.kind === 'or') {
      const { kind } = parsed;
      return parsed.operands.map(shapeOf).reduce((left, right) => [kind, left, right]);
    }
    if (parsed.kind === 'not') return ['not', shapeOf(parsed.operand)];
    if (parsed.kind === 'compare') return literalText(parsed.value);
    throw new Error(`parsed as ${parsed.kind}`);
  };
  const keeps = fc.property(tree, ({ filter, shape }) => {
    expect(shapeOf(parseFilter(String(filter)))).toEqual(shape);
  });
  fc.assert(keeps, { numRuns: 500 });
});
