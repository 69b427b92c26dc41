import { describe, expect, it } from 'vitest';
import { createQRadar, type DeprecationNotice, type QRadarOptions } from './index.js';

const REFUSAL = {
  http_response: { code: 422, message: 'The content cannot be used.' },
  code: 36,
  message: 'Version 12.0 was removed.',
  description: '',
  details: {},
};

const VERSIONS = [
  { id: 1, version: '26.0', deprecated: false, removed: false },
  { id: 2, version: '12.0', deprecated: true, removed: true },
  { id: 3, version: '9.1', deprecated: true, removed: false },
];

interface Seen {
  readonly path: string;
  readonly version: string | null;
  readonly sec: string | null;
}

/** A console that refuses 12.0, with what it was asked. `versions` answers help/versions. */
function consoleOf(versions: () => Response, options: Partial<QRadarOptions> = {}) {
  const seen: Seen[] = [];
  const fetch: QRadarOptions['fetch'] = async (url, init) => {
    const headers = new Headers(init.headers);
    const path = new URL(url).pathname;
    seen.push({ path, version: headers.get('version'), sec: headers.get('sec') });
    if (headers.get('version') === '12.0') return Response.json(REFUSAL, { status: 422 });
    return path === '/api/help/versions' ? versions() : Response.json({ id: 7, username: 'jane' });
  };
  const base = { baseUrl: 'https://qradar.example.com', auth: { secToken: 'token-123' }, version: '12.0' };
  return { seen, qradar: createQRadar({ ...base, retry: false, ...options, fetch }) };
}

const whole = () => Response.json(VERSIONS, { headers: { 'Content-Range': 'items 0-2/3' } });

describe('a console that removed the version', () => {
  it('is asked once which versions it offers, with the same credential and without the refused version', async () => {
    const { seen, qradar } = consoleOf(whole);
    await expect(qradar.users.get(7)).rejects.toThrow(
      'It offers 9.1 (deprecated), 26.0: set `version` to one of them.',
    );
    expect(seen).toEqual([
      { path: '/api/config/access/users/7', version: '12.0', sec: 'token-123' },
      { path: '/api/help/versions', version: null, sec: 'token-123' },
    ]);
  });

  it('is not asked again when the question itself was refused', async () => {
    const { seen, qradar } = consoleOf(() => Response.json(REFUSAL, { status: 422 }));
    await expect(qradar.users.get(7)).rejects.toMatchObject({
      name: 'HttpError',
      status: 422,
      operationId: 'getUser',
    });
    expect(seen.map(({ path }) => path)).toEqual(['/api/config/access/users/7', '/api/help/versions']);
  });

  it('gives the refusal and the general advice when the question fails', async () => {
    const { qradar } = consoleOf(() => {
      throw new TypeError('fetch failed');
    });
    await expect(qradar.users.get(7)).rejects.toThrow(
      /Version 12\.0 was removed\. The call asked for Version 12\.0\..*`version`/,
    );
  });

  it('is not asked about a 422 that has nothing to do with the version', async () => {
    const { seen, qradar } = consoleOf(whole, {
      version: '26.0',
      middleware: [async () => Response.json({ ...REFUSAL, message: 'email is malformed' }, { status: 422 })],
    });
    await expect(qradar.users.get(7)).rejects.toThrow('email is malformed');
    expect(seen).toEqual([]);
  });
});

it('a Deprecated header reaches the caller with the call and the version it belongs to', async () => {
  const notices: DeprecationNotice[] = [];
  const { qradar } = consoleOf(whole, {
    version: '21.0',
    onDeprecated: (notice) => notices.push(notice),
    middleware: [async () => Response.json({ id: 7 }, { headers: { Deprecated: 'true' } })],
  });
  await qradar.users.get(7);
  expect(notices).toEqual([
    {
      operationId: 'getUser',
      method: 'GET',
      url: 'https://qradar.example.com/api/config/access/users/7',
      version: '21.0',
      value: 'true',
    },
  ]);
});
