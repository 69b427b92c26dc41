import type { Profile, Vendor } from '@rollcall/mock-servers';
import { describe, expect, it } from 'vitest';
import { differencesOf, type Mutation, startProbed } from './probe.test.helper.js';

const onPath = (path: RegExp, change: Mutation): Mutation => {
  return (answer, at, request) => {
    if (path.test(at)) change(answer, at, request);
  };
};
const range = (request: Request) => request.headers.get('range') ?? '';

/** Consoles that differ from ours in what a profile can say. */
const CONSOLES: [string, Vendor, Parameters<typeof startProbed>[1]][] = [
  [
    'parts with 206 and 416 past the end, in every list',
    'qradar',
    {
      mutate: (answer, _path, request) => {
        if (range(request).startsWith('items=1000000') && answer.status === 200) answer.status = 416;
        else if (range(request) && answer.headers['content-range']) answer.status = 206;
      },
    },
  ],
  [
    'another code for a missing credential, and no roles of the guide',
    'qradar',
    {
      mutate: (answer, path) => {
        if (answer.status === 401) answer.body = JSON.stringify({ ...JSON.parse(answer.body), code: 17 });
        if (path === '/api/config/access/roles') answer.status = 404;
      },
    },
  ],
  [
    'a page for a missing credential, and errors as JSON',
    'iq',
    {
      mutate: (answer, path) => {
        if (answer.status === 401) answer.headers['content-type'] = 'text/html';
        if (/rollcall-probe-nobody$/.test(path)) {
          answer.headers['content-type'] = 'application/json';
          answer.body = '{"message":"none"}';
        }
      },
    },
  ],
  [
    'another code for nobody',
    'qlik',
    {
      mutate: onPath(/\/users\//, (answer) => {
        answer.body = answer.body.replace('USERS-7', 'USERS-8');
      }),
    },
  ],
  ['a header that may be left out', 'qualys-saq', { vendorOptions: { requireXRequestedWith: false } }],
];

describe('the profile of the probe', () => {
  it.each(CONSOLES)('makes a sandbox answer alike: %s', async (_name, vendor, options) => {
    const console = await startProbed(vendor, options);
    try {
      const seen = await differencesOf(console);
      expect(Object.keys(seen)).not.toEqual([]);
      const { err } = await console.run('probe', 'console', '--profile', 'console.json');
      expect(err).toBe('console.json written\n');
      const profile = JSON.parse(console.read('console.json')) as Profile;
      const played = await startProbed(vendor, { profile });
      try {
        expect(await differencesOf(played)).toEqual(seen);
      } finally {
        await played.close();
      }
    } finally {
      await console.close();
    }
  });

  it('names what it has no place for', async () => {
    const deploy = onPath(/deploy_status$/, (answer) => {
      answer.body = JSON.stringify({ ...JSON.parse(answer.body), status: 'RESTING' });
    });
    const console = await startProbed('qradar', { mutate: deploy });
    try {
      const { err } = await console.run('probe', 'console', '--profile', 'console.json');
      expect(err).toMatch(/no place for \/components\/schemas\/DeployState: no documented state/);
      expect(JSON.parse(console.read('console.json'))).not.toHaveProperty('options');
    } finally {
      await console.close();
    }
  });
});
