import { describe, expect, it } from 'vitest';
import { InvalidInputError } from '../errors.js';
import { authorize, basicCredential, tokenCredential } from './auth.js';
import type { HeaderRecord } from './types.js';

const SCHEMES = [
  { type: 'apiKey', name: 'SEC' },
  { type: 'http', scheme: 'basic' },
  { type: 'http', scheme: 'bearer' },
] as const;

describe('a credential', () => {
  it('goes into the header that the scheme of its kind names, and into no other', async () => {
    const sent = async (credential: Parameters<typeof authorize>[2]) => {
      const headers: HeaderRecord = {};
      await authorize(headers, SCHEMES, credential);
      return headers;
    };
    expect(await sent(tokenCredential('auth.secToken', 'tok-1'))).toEqual({ sec: 'tok-1' });
    expect(await sent(tokenCredential('auth.token', 'tok-1', 'bearer'))).toEqual({
      authorization: 'Bearer tok-1',
    });
    expect(await sent(basicCredential({ username: 'jäne', password: 'p:ässw' }))).toEqual({
      authorization: `Basic ${Buffer.from('jäne:p:ässw').toString('base64')}`,
    });
  });

  it('is left out where the operation takes none of its kind, or the call brings its own', () => {
    const headers: HeaderRecord = {};
    authorize(headers, [{ type: 'http', scheme: 'basic' }], tokenCredential('auth.token', 'tok-1', 'bearer'));
    authorize(headers, undefined, tokenCredential('auth.token', 'tok-1', 'bearer'));
    expect(headers).toEqual({});
    const own: HeaderRecord = { sec: 'of this call' };
    authorize(own, SCHEMES, tokenCredential('auth.secToken', 'tok-1'));
    expect(own).toEqual({ sec: 'of this call' });
  });

  it('is fetched anew for each call when it is a function, and checked then', async () => {
    let calls = 0;
    const credential = tokenCredential('auth.token', async () => `tok-${++calls}`, 'bearer');
    expect(calls).toBe(0);
    expect([await credential.read(), await credential.read()]).toEqual(['Bearer tok-1', 'Bearer tok-2']);
    await expect(tokenCredential('auth.token', () => '').read()).rejects.toThrow(/auth\.token is missing/);
  });

  it.each(['', ' ', '\t', undefined, null, 7])('is refused at once when the token is %j', (token) => {
    expect(() => tokenCredential('auth.token', token as never)).toThrow(InvalidInputError);
  });

  it.each(['a\nb', 'tok en', 'tök', '\0tok'])(
    'never shows the token %j that no header can carry',
    (token) => {
      expect(() => tokenCredential('auth.token', token)).toThrow(
        expect.objectContaining({ message: expect.not.stringContaining(token) }),
      );
    },
  );

  it.each([
    [{ username: '', password: 'x' }, /auth\.username is missing/],
    [{ username: 'a:b', password: 'x' }, /colon/],
    [{ username: 'a\nb', password: 'x' }, /auth\.username holds a control character/],
    [{ username: '\ud800', password: 'x' }, /half a character/],
    [{ username: 'a', password: '' }, /auth\.password is missing/],
    [{ username: 'a', password: 'pass\0' }, /auth\.password holds a control character/],
    [{ username: 'a', password: 'pass\udfff' }, /half a character/],
  ])('of a name and password %j is refused', (auth, text) => {
    expect(() => basicCredential(auth)).toThrow(text);
  });
});
