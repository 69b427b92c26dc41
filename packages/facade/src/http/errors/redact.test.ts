import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Call, SecretNames } from '../types.js';
import { redact, redactError, redactText, secretsIn, secretsOf } from './redact.js';

const NAMES: SecretNames = { headers: ['sec'], fields: new Set(['password', 'oldpassword']) };

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
    const clean = redactText(text, [secret]);
    expect(clean).toContain('[redacted]');
    expect(clean).not.toContain(secret);
  });

  it('leaves words alone that are too short to be a secret', () => {
    expect(redactText('no one', ['no', ''])).toBe('no one');
  });

  it('leaves no secret in any text', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 4 }).filter((secret) => !'[redacted]'.includes(secret)),
        fc.string(),
        fc.string(),
        (secret, before, after) => {
          const clean = redactText(`${before}${secret}${after}`, [secret]);
          expect(clean.replaceAll('[redacted]', '\n')).not.toContain(secret);
        },
      ),
    );
  });
});

describe('secretsOf', () => {
  it('knows a bearer token without its scheme, and the header of the vendor', () => {
    const secrets = secretsOf(callOf({ authorization: 'Bearer tok-123', sec: 'sec-456' }));
    expect(secrets).toEqual(expect.arrayContaining(['tok-123', 'sec-456']));
  });

  it('knows the pair of Basic and the password in it, colons and all', () => {
    const header = basic('jane:p:ässwörd');
    const secrets = secretsOf(callOf({ authorization: header }));
    expect(secrets).toEqual(expect.arrayContaining([header.slice(6).replace(/=+$/, ''), 'p:ässwörd']));
  });

  it('knows each cookie, and what a body holds', () => {
    const secrets = secretsOf(callOf({ cookie: 'a=first; b=second' }, ['of the body']));
    expect(secrets).toEqual(expect.arrayContaining(['first', 'second', 'of the body']));
  });

  it('takes a caller’s own header that is no Base64', () => {
    expect(new Set(secretsOf(callOf({ authorization: 'Basic %%%' })))).toEqual(new Set(['%%%']));
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
    expect(secretsIn(body, NAMES)).toEqual(['number one', 'number two']);
    expect(secretsIn('text', NAMES)).toEqual([]);
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
    redactError(error, ['tok-123']);
    for (const one of [error, inner, error.errors[0]]) {
      expect(`${one.message} ${one.stack}`).not.toContain('tok-123');
      expect(one.message).toContain('[redacted]');
    }
    expect(inner.data).toBe('[redacted]');
  });
});
