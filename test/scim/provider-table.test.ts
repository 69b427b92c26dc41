import { readFileSync } from 'node:fs';
import { VENDORS } from '@rollcall/mock-servers';
import { describe, expect, it } from 'vitest';
import { bridgeForEach } from './bridge.test.helper.js';
import { ENTRA } from './entra-requests.test.helper.js';
import { GROUPS } from './group-requests.test.helper.js';
import { OTHERS } from './other-requests.test.helper.js';
import { ROLES } from './provider-requests.test.helper.js';

const REQUESTS = { ...ENTRA, ...OTHERS, ...GROUPS };

/** The rows of the README's table: request, and a cell for each vendor. */
const readme = readFileSync(new URL('../../packages/scim/README.md', import.meta.url), 'utf8');
const rows = readme
  .slice(readme.indexOf('| provider | request |'))
  .split('\n\n')[0]
  ?.split('\n')
  .slice(2)
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, , request = '', ...cells]) => ({ request, cells }));

describe("the README's table of what providers send", () => {
  it('has a line for each request that is tried here, and no other', () => {
    expect(rows?.map(({ request }) => request)).toEqual(Object.keys(REQUESTS));
  });
});

describe.each(VENDORS)("the README's table says of %s", (vendor) => {
  const bridge = bridgeForEach(vendor, {}, ROLES[vendor] === undefined ? {} : { groups: 'roles' });

  it.each(Object.entries(REQUESTS))('what comes of %s', async (request, send) => {
    const row = rows?.find((each) => each.request === request);
    expect(await send(bridge())).toBe(row?.cells[VENDORS.indexOf(vendor)]);
  });
});
