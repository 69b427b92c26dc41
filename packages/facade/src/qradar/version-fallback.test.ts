import { describe, expect, it } from 'vitest';
import { createQRadar, type QRadarOptions, type VersionOffer } from './index.js';

const REFUSAL = { code: 36, message: 'Version 26.0 is not supported.', description: '', details: {} };
const VERSIONS = [
  { id: 2, version: '24.0', deprecated: false, removed: false },
  { id: 1, version: '21.0', deprecated: true, removed: false },
  { id: 3, version: '12.0', deprecated: true, removed: true },
];

/** A console that serves some versions only, with the calls and versions that it was asked. */
function consoleOf(
  options: Partial<QRadarOptions>,
  served: readonly (string | null)[] = ['24.0', '21.0', null],
  whenAskedForVersions = () => {},
) {
  const seen: string[] = [];
  const fetch: QRadarOptions['fetch'] = async (url, init) => {
    const { pathname } = new URL(url);
    const version = new Headers(init.headers).get('version');
    seen.push(`${init.method} ${pathname.replace('/api', '')} ${version}`);
    if (!served.includes(version)) return Response.json(REFUSAL, { status: 422 });
    if (pathname.endsWith('/versions')) whenAskedForVersions();
    init.signal?.throwIfAborted();
    if (pathname.endsWith('/versions'))
      return Response.json(VERSIONS, { headers: { 'Content-Range': 'items 0-2/3' } });
    return Response.json({ id: 7, username: 'jane', email: 'j@example.com' });
  };
  const base = { baseUrl: 'https://qradar.example.com', auth: { secToken: 'token-123' }, version: '26.0' };
  return { seen, users: createQRadar({ ...base, retry: false, ...options, fetch }).users };
}

describe('a console that refuses the version', () => {
  it('is never asked in another one unless the caller chose so', async () => {
    const { seen, users } = consoleOf({});
    await expect(users.get(7)).rejects.toThrow('It offers 21.0 (deprecated), 24.0');
    expect(seen.filter((call) => call.startsWith('GET /config'))).toEqual([
      'GET /config/access/users/7 26.0',
    ]);
    const declined = consoleOf({ versionFallback: () => undefined });
    await expect(declined.users.get(7)).rejects.toMatchObject({ status: 422 });
  });

  it('is asked in the version that the caller chose of those offered, then and later, writes too', async () => {
    const offers: VersionOffer[] = [];
    const { seen, users } = consoleOf({
      versionFallback(offer) {
        offers.push(offer);
        return offer.offered.at(-1)?.version;
      },
    });
    await users.update(7, { email: 'j@example.com' });
    await Promise.all([users.get(7), users.get(7)]);
    expect(offers).toEqual([
      {
        asked: '26.0',
        offered: [
          { version: '21.0', deprecated: true },
          { version: '24.0', deprecated: false },
        ],
      },
    ]);
    const calls = seen.filter((call) => !call.includes('/versions'));
    expect(calls).toEqual([
      'POST /config/access/users/7 26.0',
      'POST /config/access/users/7 24.0',
      'GET /config/access/users/7 24.0',
      'GET /config/access/users/7 24.0',
    ]);
  });

  it('is left alone where the chosen version is refused too, or where a call names its own', async () => {
    const wrong = consoleOf({ versionFallback: () => '25.0' });
    await expect(wrong.users.get(7)).rejects.toMatchObject({ status: 422 });
    expect(wrong.seen.filter((call) => call.endsWith('25.0'))).toHaveLength(1);
    const own = consoleOf({ versionFallback: () => '24.0' });
    await expect(own.users.get(7, { headers: { version: '23.0' } })).rejects.toMatchObject({ status: 422 });
    expect(own.seen.filter((call) => call.endsWith('24.0'))).toEqual([]);
  });

  it('is asked once for two calls that were refused at the same time', async () => {
    let asked = 0;
    const { users } = consoleOf({
      versionFallback() {
        asked += 1;
        return '24.0';
      },
    });
    expect(await Promise.all([users.get(7), users.get(7)])).toHaveLength(2);
    expect(asked).toBe(1);
  });

  it('goes on for the others when the call that asked first gives up', async () => {
    const first = new AbortController();
    let asked = 0;
    const giveUp = () => {
      asked += 1;
      // The advice in each of the two refusals has asked before.
      if (asked === 3) first.abort(new Error('no longer wanted'));
    };
    const { users } = consoleOf({ versionFallback: () => '24.0' }, undefined, giveUp);
    const [gaveUp, waited] = await Promise.allSettled([users.get(7, { signal: first.signal }), users.get(7)]);
    expect(gaveUp).toMatchObject({ status: 'rejected', reason: { message: 'no longer wanted' } });
    expect(waited).toMatchObject({ status: 'fulfilled', value: { username: 'jane' } });
  });
});
