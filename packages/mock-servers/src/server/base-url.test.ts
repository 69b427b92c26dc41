import { describe, expect, it } from 'vitest';
import { baseUrl } from './base-url.js';

describe('the origin of absolute links', () => {
  it.each<[Record<string, string>, string]>([
    [{}, 'http://mock.test:4012'],
    [{ 'x-forwarded-proto': 'https' }, 'https://mock.test:4012'],
    [
      { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'tenant.example.com' },
      'https://tenant.example.com',
    ],
    [{ 'x-forwarded-proto': 'https, http', 'x-forwarded-host': 'a.example.com, b' }, 'https://a.example.com'],
    [{ 'x-forwarded-proto': 'gopher' }, 'http://mock.test:4012'],
    [{ 'x-forwarded-host': 'a b' }, 'http://mock.test:4012'],
  ])('with %j links begin with %s', (headers, origin) => {
    expect(baseUrl(new Request('http://mock.test:4012/api/v1/users', { headers }))).toBe(origin);
  });
});
