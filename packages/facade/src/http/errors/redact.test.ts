import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Call } from '../types.js';
import { secretsIn, secretsOf } from './call-secrets.js';
import { redact, redactError, redactText } from './redact.js';
import { secretNamesOf } from './secret-fields.js';

const NAMES = secretNamesOf(['password', 'oldPassword', 'userCode'], ['SEC']);

const secrets = (...values: string[]) => ({ values, names: NAMES });

function callOf(headers: Record<string, string>, values: readonly string[] = []): Call {
  return { confidential: { headers, values, names: NAMES } } as Partial<Call> as Call;
}

const basic = (pair: string) => `Basic ${Buffer.from(pair).toString('base64')}`;

describe('redactText', () => {
  it.each([
    ['as it is', 'pa"ss<w&rd', 'said: pa"ss<w&rd!'],
    ['in JSON', 'pa"ss\\word', JSON.stringify({ a: 'pa"ss\\word' })],
    ['in the text of XML', 'pa<ss&word', '<a>pa&lt;ss&amp;word</a>'],
    ['in an attribute of XML', 'pa"ss', '<a b="pa&quot;ss"/>'],
    ['in a URL', 'pä ss/?', `https://host.example/?p=${encodeURIComponent('pä ss/?')}`],
  ])('blots out a secret that stands %s', (_, secret, text) => {
    const clean = redactText(text, secrets(secret));
    expect(clean).toContain('[redacted]');
    expect(clean).not.toContain(secret);
  });

  it.each([
    '{"userCode":"kP3x7',
    '{"userCode": kP3x7, "a": 1}',
    '<userCode>kP3x7</userCode>',
    'userCode=kP3x7&a=b',
  ])('blots out what stands behind a name that only the spec calls secret: %s', (text) => {
    expect(redactText(text, secrets())).not.toContain('kP3x7');
    expect(redactText(text, { values: [], names: secretNamesOf([], []) })).toBe(text);
  });

  it('leaves words alone that are too short to be a secret', () => {
    expect(redactText('no one', secrets('no', ''))).toBe('no one');
  });

  it('leaves no secret in any text', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 4 }).filter((secret) => !'[redacted]'.includes(secret)),
        fc.string(),
        fc.string(),
        (secret, before, after) => {
          const clean = redactText(`${before}${secret}${after}`, secrets(secret));
          expect(clean.replaceAll('[redacted]', '\n')).not.toContain(secret);
        },
      ),
    );
  });
});

describe('secretsOf', () => {
  it('knows a bearer token without its scheme, and the header of the vendor', () => {
    const { values } = secretsOf(callOf({ authorization: 'Bearer tok-123', sec: 'sec-456' }));
    expect(values).toEqual(expect.arrayContaining(['tok-123', 'sec-456']));
  });

  it('knows the pair of Basic and the password in it, colons and all', () => {
    const header = basic('jane:p:ässwörd');
    const { values } = secretsOf(callOf({ authorization: header }));
    expect(values).toEqual(expect.arrayContaining([header.slice(6).replace(/=+$/, ''), 'p:ässwörd']));
  });

  it('knows each cookie, and what a body holds', () => {
    const { values } = secretsOf(callOf({ cookie: 'a=first; b=second' }, ['of the body']));
    expect(values).toEqual(expect.arrayContaining(['first', 'second', 'of the body']));
  });

  it('takes a caller’s own header that is no Base64', () => {
    expect(new Set(secretsOf(callOf({ authorization: 'Basic %%%' })).values)).toEqual(new Set(['%%%']));
  });
});

describe('secretsIn', () => {
  it('finds the fields that are secret by name, in whatever case and depth', () => {
    const body = {
      username: 'jane',
      Password: 'number one',
      list: [{ oldPassword: 'number two' }],
      note: 'x',
    };
    expect(secretsIn({ body }, NAMES)).toEqual(['number one', 'number two']);
    expect(secretsIn({ body: 'text' }, NAMES)).toEqual([]);
  });

  it('finds the parts of an address that the spec marks, each value of a list too', () => {
    const path = { userCode: 'kP3x', id: 'x-1' };
    expect(secretsIn({ path, query: { UserCode: ['a-1', 'a-2'], realm: 'SAML' } }, NAMES)).toEqual([
      'kP3x',
      'a-1',
      'a-2',
    ]);
  });
});

describe('redact', () => {
  it('blots out secrets by value and by name in a copy, keys included', () => {
    const body = { password: 'new one', 'tok-123': 1, deep: [{ text: 'has tok-123' }], n: 5, none: null };
    const clean = redact(body, callOf({ authorization: 'Bearer tok-123' }));
    expect(clean).toEqual({
      password: '[redacted]',
      '[redacted]': 1,
      deep: [{ text: 'has [redacted]' }],
      n: 5,
      none: null,
    });
    expect(body.password).toBe('new one');
  });

  it('blots out whatever stands under a name of the spec, and all but numbers under one that only sounds secret', () => {
    const marked = { userCode: 1234567, USERCODE: { a: ['first'] } };
    const sounding = {
      tokens: ['second'],
      credentials: { user: 'third' },
      password_creation_time: 1700000000000,
    };
    const harmless = { userCode: null, token: false, password_policy: 'strict' };
    expect(redact({ ...marked, ...sounding, deep: harmless }, callOf({}))).toEqual({
      userCode: '[redacted]',
      USERCODE: '[redacted]',
      tokens: '[redacted]',
      credentials: '[redacted]',
      password_creation_time: 1700000000000,
      deep: harmless,
    });
  });

  it('ends in a value without end', () => {
    const circle: Record<string, unknown> = {};
    circle.self = circle;
    expect(JSON.stringify(redact(circle, callOf({})))).toContain('[redacted]');
  });
});

describe('redactError', () => {
  it('cleans the message, the stack, own fields, causes and the errors of an aggregate in place', () => {
    const inner = Object.assign(new Error('cause tok-123'), { data: 'tok-123' });
    const error = new AggregateError([new Error('one tok-123')], 'outer tok-123', { cause: inner });
    redactError(error, secrets('tok-123'));
    for (const one of [error, inner, error.errors[0]]) {
      expect(`${one.message} ${one.stack}`).not.toContain('tok-123');
      expect(one.message).toContain('[redacted]');
    }
    expect(inner.data).toBe('[redacted]');
  });
});
