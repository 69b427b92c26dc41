import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { secretNames } from '../spec/secrets.js';
import { maskBody, maskHeaders } from './mask.js';

const secrets = secretNames('qradar');

describe('what is secret', () => {
  it('is what the document marks, and the headers of its security schemes', () => {
    expect([...secrets.fields].sort()).toEqual(['old_password', 'password', 'token']);
    expect(secrets.headers).toContain('sec');
    expect([...secretNames('iq').fields].sort()).toEqual(['passcode', 'password', 'usercode']);
    expect(secretNames('iq').headers).toContain('x-csrf-token');
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
  ])('makes of %s %s', (body, masked) => {
    expect(maskBody(body, secrets)).toBe(masked);
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
