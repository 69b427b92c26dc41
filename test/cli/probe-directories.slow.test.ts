import type { Vendor } from '@rollcall/mock-servers';
import { describe, expect, it } from 'vitest';
import { differencesOf, type Mutation, startProbed } from './probe.test.helper.js';

/** Changes answers on one path, where the request is such. */
const on = (path: RegExp, change: Mutation, request = /./): Mutation => {
  return (answer, at, asked) => {
    if (path.test(at) && request.test(`${asked.method} ${decodeURIComponent(asked.url)}`)) {
      change(answer, at, asked);
    }
  };
};
const onJson = (path: RegExp, change: (json: never) => unknown): Mutation =>
  on(path, (answer) => {
    if (answer.status === 200) answer.body = JSON.stringify(change(JSON.parse(answer.body) as never));
  });
const refuse =
  (status: number): Mutation =>
  (answer) => {
    answer.status = status;
  };
const parts: Mutation = (answer, _path, request) => {
  const range = request.headers.get('range');
  if (range === 'items=0-0') answer.status = 206;
  if (range === 'items=1000000-1000000') answer.status = 416;
};
const PARTS = 'a part 206, past the end 416';

const TAGS = /\/search\/am\/tag$/;
/** The answer of the search of tags, with other fields beside its data. */
const tagAnswer = (fields: object) =>
  onJson(TAGS, ({ ServiceResponse }: { ServiceResponse: object }) => ({
    ServiceResponse: { ...ServiceResponse, ...fields },
  }));

/** Of a list of one no part can be asked for, and the sandbox has one tenant. */
const SEEDS: Partial<Record<Vendor, object>> = { qradar: { tenants: [{ id: 2, domain_ids: [2] }] } };

const CONSOLES: [string, Vendor, Mutation, Record<string, string>][] = [
  [
    'tenants in parts of 206, and 416 past their end',
    'qradar',
    on(/tenants$/, parts),
    { 'responses/TenantList': PARTS },
  ],
  [
    'locales in parts of 206, and 416 past their end',
    'qradar',
    on(/locales$/, parts),
    { 'responses/LocaleList': PARTS },
  ],
  [
    'a translation that is told in words',
    'qradar',
    onJson(/locales$/, (locales: object[]) => locales.map((each) => ({ ...each, has_translation: 'yes' }))),
    { 'schemas/Locale/properties/has_translation': 'string' },
  ],
  [
    "the guide's roles without fields",
    'qradar',
    on(/config\/access\/roles$/, refuse(422), /fields=/),
    { '/paths/~1api~1config~1access~1roles/get': 'fields refused with 422, filter taken' },
  ],
  [
    'staged roles that are not chosen by their capability',
    'qradar',
    onJson(/staged_config\/access\/user_roles$/, (roles: object[]) => [...roles, { capabilities: [] }]),
    { '/paths/~1api~1staged_config~1access~1user_roles/get': 'roles without the capability, too' },
  ],
  [
    'organizations as a bare list',
    'iq',
    onJson(/\/organizations$/, ({ organizations }: { organizations: object[] }) => organizations),
    { '/paths/~1api~1v2~1organizations/get': 'array without organizations' },
  ],
  [
    'applications under another name',
    'iq',
    onJson(/\/applications$/, ({ applications }: { applications: object[] }) => ({ items: applications })),
    { '/paths/~1api~1v2~1applications/get': 'object without applications' },
  ],
  [
    'memberships that cannot be asked for with HEAD',
    'iq',
    on(/roleMemberships/, refuse(405), /^HEAD/),
    {
      '/paths/~1api~1v2~1roleMemberships~1{ownerType}~1{internalOwnerId}/head': 'answered with 405',
    },
  ],
  [
    'roles that can be looked for by a part of their name',
    'qlik',
    on(/\/roles$/, refuse(200)),
    { '/paths/~1api~1v1~1roles/get': 'taken' },
  ],
  [
    'groups whose filter is refused with another status',
    'qlik',
    on(/\/groups$/, refuse(422)),
    { '/paths/~1api~1v1~1groups/get': 'refused with 422' },
  ],
  [
    'licenses that cannot be filtered',
    'qlik',
    on(/licenses\/assignments$/, refuse(400)),
    { '/paths/~1api~1v1~1licenses~1assignments/get': 'refused with 400' },
  ],
  [
    'more tags told in words',
    'qualys-saq',
    tagAnswer({ hasMoreRecords: 'true' }),
    { 'schemas/TagServiceResponse/properties/hasMoreRecords': 'string' },
  ],
  [
    'the id of the last tag as a text',
    'qualys-saq',
    tagAnswer({ lastId: '9' }),
    { 'schemas/TagServiceResponse/properties/lastId': 'string' },
  ],
  [
    'tags that cannot be searched',
    'qualys-saq',
    tagAnswer({ responseCode: 'INVALID_REQUEST' }),
    {
      '/paths/~1qps~1rest~12.0~1search~1am~1tag/post': '200 INVALID_REQUEST',
      'schemas/TagSearchRequest': '200 INVALID_REQUEST',
    },
  ],
  [
    'another count by POST than by GET',
    'qualys-saq',
    on(
      /count\/saq\/user$/,
      (answer) => {
        answer.body = answer.body.replace(/<count>\d+</, '<count>77<');
      },
      /^POST/,
    ),
    { '/paths/~1qps~1rest~11.0~1count~1saq~1user/post': '200 SUCCESS, not the count that GET gives' },
  ],
];

describe('probe of tenants, locales, places, roles, groups and tags that are not as the spec has them', () => {
  it.each(CONSOLES)('names exactly: %s', async (_name, vendor, mutate, expected) => {
    const console = await startProbed(vendor, { mutate, ...(SEEDS[vendor] ? { seed: SEEDS[vendor] } : {}) });
    try {
      expect(await differencesOf(console)).toEqual(expected);
    } finally {
      await console.close();
    }
  });
});
