import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { secretNames, secretNamesIn } from '../spec/secrets.js';
import { maskBody, maskHeaders, maskUrl } from './mask.js';

const secrets = secretNames('qradar');

describe('what is secret', () => {
  it('is what the document marks, and the headers of its security schemes', () => {
    expect([...secrets.fields].sort()).toEqual(['old_password', 'password', 'token']);
    expect(secrets.headers).toContain('sec');
    expect([...secretNames('iq').fields].sort()).toEqual(['passcode', 'password', 'usercode']);
    expect(secretNames('iq').headers).toContain('x-csrf-token');
  });
});

describe('a secret that is new in a document', () => {
  const marked = { type: 'string', 'x-secret': true };
  const places: [place: string, document: object, fields: string[], headers: string[]][] = [
    [
      'a field of a body',
      { requestBody: { schema: { items: { properties: { Pin: marked } } } } },
      ['pin'],
      [],
    ],
    ['a parameter of an address', { parameters: [{ name: 'Pin', in: 'path', ...marked }] }, ['pin'], []],
    ['a header of a request', { P: { name: 'X-Pin', in: 'header', ...marked } }, [], ['x-pin']],
    ['a header of an answer', { responses: { 200: { headers: { 'X-Pin': marked } } } }, [], ['x-pin']],
    ['a key of a security scheme', { A: { type: 'apiKey', in: 'header', name: 'X-Pin' } }, [], ['x-pin']],
  ];

  it.each(places)('is masked as %s', (_, document, fields, headers) => {
    const names = secretNamesIn(document);
    expect([...names.fields]).toEqual(fields);
    expect([...names.headers]).toEqual(expect.arrayContaining(headers));
    for (const field of fields) expect(maskBody(`{"${field}":"a"}`, names)).toBe(`{"${field}":"***"}`);
    for (const header of headers)
      expect(maskHeaders(new Headers({ [header]: 'a' }), names)).toEqual({ [header]: '***' });
  });
});

describe('masking', () => {
  it('leaves out the values of secret headers, whatever their case', () => {
    const headers = new Headers({ SEC: 'a', Authorization: 'Basic b', Cookie: 'c', Version: '26.0' });
    expect(maskHeaders(headers, secrets)).toEqual({
      sec: '***',
      authorization: '***',
      cookie: '***',
      version: '26.0',
    });
  });

  it.each([
    ['{"password" : "a\\"b","email":"c"}', '{"password" : "***","email":"c"}'],
    ['{"pass\\u0077ord":"a"}', '{"pass\\u0077ord":"***"}'],
    ['{"password":{"a":["b",{"c":"d"}]},"id":1}', '{"password":"***","id":1}'],
    ['{"token":12,"id":1}', '{"token":"***","id":1}'],
    ['{"a":"password","b":"token: x"}', '{"a":"password","b":"token: x"}'],
    ['{"password":"cut off', '{"password":"***"'],
    ['{"password":', '{"password":'],
    [
      '<User><password a="b">c</password><id>1</id></User>',
      '<User><password a="b">***</password><id>1</id></User>',
    ],
    ['<password><![CDATA[a]]>b</password><id>1</id>', '<password>***</password><id>1</id>'],
  ])('makes of %s %s', (body, masked) => {
    expect(maskBody(body, secrets)).toBe(masked);
  });

  it.each([
    ['/tokens/userCode/aB3%2Fx', '/tokens/userCode/{userCode}', '/tokens/userCode/***'],
    [
      '/users/bob?realm=Internal&userCode=aB3&passcode=',
      undefined,
      '/users/bob?realm=Internal&userCode=***&passcode=***',
    ],
    [
      '/users/bob?user%43ode=aB3&a=b&%zz=1&flag',
      '/users/{username}',
      '/users/bob?user%43ode=***&a=b&%zz=1&flag',
    ],
  ])('makes of the address %s at %s %s', (url, template, masked) => {
    expect(maskUrl(new URL(url, 'http://iq.example.com'), template, secretNames('iq'))).toBe(masked);
  });

  it('shows no secret of any JSON and leaves the rest as it was', () => {
    const secret = 'S3cr3t-value';
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom('password', 'old_password', 'token'), (value, name) => {
        const text = JSON.stringify({ before: value, [name]: { value, secret }, after: value });
        const masked = maskBody(text, secrets);
        return (
          !masked.includes(secret) &&
          (text.length > 4096 ||
            /"(?:password|old_password|token)"/.test(JSON.stringify(value)) ||
            masked === JSON.stringify({ before: value, [name]: '***', after: value }))
        );
      }),
    );
  });
});
