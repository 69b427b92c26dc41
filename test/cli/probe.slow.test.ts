import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Vendor } from '@rollcall/mock-servers';
import { describe, expect, it } from 'vitest';
import { readXsd } from '../../scripts/generate/read-xsd.ts';
import { differencesOf, type Mutation, startProbed } from './probe.test.helper.js';

const onPath = (path: RegExp, change: Mutation): Mutation => {
  return (answer, at, request) => {
    if (path.test(at)) change(answer, at, request);
  };
};
/** Changes the JSON of answers that succeed. */
const onJson = (path: RegExp, change: (json: never) => unknown): Mutation =>
  onPath(path, (answer) => {
    if (answer.status === 200) answer.body = JSON.stringify(change(JSON.parse(answer.body) as never));
  });
const range = (request: Request) => request.headers.get('range') ?? '';
const part: Mutation = (answer, _path, request) => {
  if (range(request) === 'items=0-0' && answer.headers['content-range']) answer.status = 206;
};

describe('probe of a console that is not as the spec has it', () => {
  const consoles: [string, Vendor, Parameters<typeof startProbed>[1], Record<string, string>][] = [
    [
      'a part of a list with 206',
      'qradar',
      { mutate: onPath(/\/api\/config\/access\/users$/, part) },
      { 'responses/UserList': 'a part 206, past the end 200' },
    ],
    [
      '416 past the end',
      'qradar',
      {
        mutate: onPath(/\/api\/config\/access\/users$/, (answer, _path, request) => {
          if (range(request).startsWith('items=1000000')) answer.status = 416;
        }),
      },
      {
        'responses/UserList': 'a part 200, past the end 416',
        'responses/RangeNotSatisfiable': 'past the end a list is refused with 416',
      },
    ],
    [
      'a theme that is a number',
      'qradar',
      {
        mutate: onJson(/\/api\/config\/access\/users$/, (users: object[]) =>
          users.map((user) => ({ ...user, display_theme: 1 })),
        ),
      },
      { 'schemas/User/properties/display_theme': 'number' },
    ],
    [
      'another code for a missing credential',
      'qradar',
      {
        mutate: (answer) => {
          if (answer.status === 401) answer.body = JSON.stringify({ ...JSON.parse(answer.body), code: 17 });
        },
      },
      { 'responses/Unauthorized': '401 with the code 17' },
    ],
    [
      'users that cannot be sorted by email',
      'qradar',
      {
        mutate: onPath(/\/api\/config\/access\/users$/, (answer, _path, { url }) => {
          if (url.includes('sort=%2Bemail')) answer.status = 422;
        }),
      },
      {
        '/paths/~1api~1config~1access~1users/get':
          'filter by username taken, sort by username taken, sort by email refused with 422',
      },
    ],
    [
      'a state of a deploy that no page names',
      'qradar',
      { mutate: onJson(/deploy_status$/, (deploy: object) => ({ ...deploy, status: 'RESTING' })) },
      {
        '/paths/~1api~1staged_config~1deploy_status/get': 'no documented state',
        'schemas/DeployState': 'no documented state',
      },
    ],
    [
      'errors as JSON',
      'iq',
      {
        mutate: onPath(/users\/rollcall-probe-nobody$/, (answer) => {
          answer.headers['content-type'] = 'application/json';
          answer.body = '{"message":"none"}';
        }),
      },
      { 'responses/NotFound': '404 application/json', 'schemas/ErrorText': 'an object' },
    ],
    [
      'a page for a missing credential',
      'iq',
      {
        mutate: (answer) => {
          if (answer.status === 401) answer.headers['content-type'] = 'text/html';
        },
      },
      { 'responses/Unauthorized': '401 text/html' },
    ],
    [
      '204 for a user without a token',
      'iq',
      {
        mutate: onPath(/userTokens/, (answer) => {
          answer.status = 204;
          answer.body = '';
        }),
      },
      { '/paths/~1api~1v2~1userTokens~1{username}/get': '204 for a user without a token' },
    ],
    [
      'an expiry that is a point in time',
      'qlik',
      {
        vendorOptions: { inviteExpiry: 'timestamp' },
        seed: {
          extend: true,
          users: [{ subject: 'idp|a', name: 'A', email: 'a@example.com', status: 'invited' }],
        },
      },
      { 'schemas/User/properties/inviteExpiry': 'a Unix timestamp' },
    ],
    [
      'a redirect that keeps fields',
      'qlik',
      {
        mutate: (answer) => {
          if (answer.headers.location) answer.headers.location += '?fields=id';
        },
      },
      { 'schemas/User/properties/groups': 'fields is kept' },
    ],
    [
      'another code for nobody',
      'qlik',
      {
        mutate: (answer) => {
          answer.body = answer.body.replace('USERS-7', 'USERS-8');
        },
      },
      { 'schemas/ErrorItem/properties/code': 'USERS-8' },
    ],
    [
      'a reset that is a point in time',
      'qlik',
      {
        mutate: (answer) => {
          answer.headers['ratelimit-reset'] = '1795588789';
        },
      },
      { 'headers/RatelimitReset': 'a point in time' },
    ],
    [
      '404 for an unknown id',
      'qualys-saq',
      {
        mutate: onPath(/get\/saq\/user/, (answer) => {
          answer.status = 404;
        }),
      },
      {
        '/paths/~1qps~1rest~11.0~1get~1saq~1user~1{id}/get': '404 INVALID_REQUEST',
        '/paths/~1qps~1rest~11.0~1get~1saq~1user~1{id}/post': '404 INVALID_REQUEST',
      },
    ],
    [
      'no operator NOT EQUALS',
      'qualys-saq',
      {
        mutate: (answer) => {
          if (answer.body.includes('<User>')) searches += 1;
          if (searches === 2) answer.body = answer.body.replace('>SUCCESS<', '>INVALID_REQUEST<');
        },
      },
      {
        '/paths/~1qps~1rest~11.0~1search~1saq~1user/post':
          'GREATER 200 SUCCESS, NOT EQUALS 200 INVALID_REQUEST',
        '/saq.xsd/CriteriaType/firstName/NOT EQUALS': '200 INVALID_REQUEST',
      },
    ],
    [
      'a list that begins again after its first page',
      'qualys-saq',
      {
        mutate: (answer) => {
          answer.body = answer.body.replace(/<lastId>\d+</, '<lastId>999999998<');
        },
      },
      { '/saq.xsd/ServiceRequest/paging': 'no user after the last id (200 SUCCESS)' },
    ],
    [
      'a last scan that has elements of its own',
      'qualys-saq',
      {
        mutate: (answer) => {
          answer.body = answer.body.replace('</User>', '<lastScanned><on>x</on></lastScanned></User>');
        },
      },
      { '/saq.xsd/UserType/lastScanned': 'elements of its own' },
    ],
    [
      'a header that must be there',
      'qualys-saq',
      {
        mutate: (answer, _path, request) => {
          if (!request.headers.get('x-requested-with'))
            answer.status = answer.status === 200 ? 403 : answer.status;
        },
      },
      { 'parameters/XRequestedWith': 'refused with 403' },
    ],
  ];
  let searches = 0;

  it.each(consoles)('names exactly: %s', async (_name, vendor, options, expected) => {
    searches = 0;
    const console = await startProbed(vendor, options);
    try {
      expect(await differencesOf(console)).toEqual(expected);
    } finally {
      await console.close();
    }
  });
});

/** All that generators read in an XSD but its marks. */
function withoutMarks(xsdFile: string): unknown {
  const text = JSON.stringify(readXsd(xsdFile), (key, value) => (key === 'unconfirmed' ? undefined : value));
  return JSON.parse(text);
}

describe('the patch of the probe', () => {
  const root = new URL('../..', import.meta.url).pathname;
  const strange: Mutation = (answer) => {
    if (answer.status === 404) answer.status = 410;
    // Some conditions of Qualys' search, of which two stand on lines that touch.
    if (answer.body.includes('<count>0<'))
      answer.body = answer.body.replace('>SUCCESS<', '>INVALID_REQUEST<');
  };

  it('applies to the specs, which then pass their checks', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'rollcall-specs-'));
    try {
      for (const name of ['specs', 'redocly.yaml']) {
        cpSync(join(root, name), join(dir, name), { recursive: true });
      }
      for (const [vendor, api] of [
        ['qradar', 'qradar@26.0'],
        ['iq', 'iq@v2'],
        ['qlik', 'qlik@v1'],
        ['qualys-saq', 'qualys-saq@1.0'],
      ] as const) {
        const one = await startProbed(vendor, { mutate: strange });
        try {
          await one.run('probe', 'console', '--patch', 'spec.patch');
          const patch = one.read('spec.patch');
          expect(patch).toMatch(/^-\s+x-unconfirmed/m);
          writeFileSync(join(dir, `${vendor}.patch`), patch);
        } finally {
          await one.close();
        }
        execFileSync('git', ['apply', `${vendor}.patch`], { cwd: dir });
        if (vendor === 'qualys-saq') {
          const xsd = join(dir, 'specs', 'qualys-saq', '1.0', 'saq.xsd');
          expect(readFileSync(xsd, 'utf8')).toMatch(
            /unconfirmed="[^"]*A console was seen with: [^"]*">EQUALS</,
          );
          expect(withoutMarks(xsd)).toEqual(
            withoutMarks(join(root, 'specs', 'qualys-saq', '1.0', 'saq.xsd')),
          );
        }
        const redocly = join(root, 'node_modules', '.bin', 'redocly');
        execFileSync(redocly, ['lint', api], { cwd: dir, env: { ...process.env, REDOCLY_TELEMETRY: 'off' } });
      }
    } finally {
      rmSync(dir, { recursive: true, force: true });
    }
  }, 120_000);
});
