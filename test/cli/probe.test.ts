import { VENDORS, type Vendor } from '@rollcall/mock-servers';
import { describe, expect, it } from 'vitest';
import { differencesOf, type Mutation, type Probed, startProbed } from './probe.test.helper.js';

/** What a sandbox holds, without what its clock moves at every call. */
function stateOf({ mock }: Probed): unknown {
  const moving = ['now', 'last_used_date'];
  return JSON.parse(JSON.stringify(mock.snapshot(), (key, value) => (moving.includes(key) ? 0 : value)));
}

describe('probe', () => {
  it.each(VENDORS)('finds no difference between the spec of %s and its own sandbox', async (vendor) => {
    const one = await startProbed(vendor);
    try {
      expect(await differencesOf(one)).toEqual({});
      const { out } = await one.run('probe', 'console');
      expect(out).toMatch(/\d+ marks: [1-9]\d* confirmed, 0 differ/);
    } finally {
      await one.close();
    }
  });

  it('sends nothing but reads, as the journals of the sandboxes show', async () => {
    for (const vendor of VENDORS) {
      const one = await startProbed(vendor);
      try {
        const before = stateOf(one);
        await one.run('probe', 'console');
        const sent = one.mock.journal.map(
          ({ method, url }) => `${method} ${new URL(url, one.mock.url).pathname}`,
        );
        expect(sent.length).toBeGreaterThan(5);
        // Three marks are about it, and one call settles them.
        const asked = sent.filter((each) => each === 'GET /api/system/information');
        expect(asked).toHaveLength(vendor === 'qradar' ? 1 : 0);
        expect(
          sent.filter((each) => !/^(GET|HEAD) |^POST \/qps\/rest\/[12]\.0\/(search|count|get)\//.test(each)),
        ).toEqual([]);
        expect(stateOf(one)).toEqual(before);
      } finally {
        await one.close();
      }
    }
  });

  const canary = 'canary';
  const person = { firstName: 'Canary', lastName: 'Canary', email: 'canary@canary.example' };
  const seeds: Record<Vendor, unknown> = {
    qradar: {
      users: [
        {
          id: 987654321,
          username: 'canary',
          email: 'canary@canary.example',
          first_name: 'Canary',
          last_name: 'Canary',
          description: 'canary',
          user_role_id: 2,
          security_profile_id: 1,
        },
      ],
      authorized_services: [
        {
          id: 987654321,
          label: 'canary',
          token: 'canary-token',
          created_by: 'canary',
          user_role_id: 2,
          security_profile_id: 1,
        },
      ],
    },
    iq: { users: [{ username: 'canary', ...person }] },
    qlik: {
      extend: true,
      users: [{ subject: 'idp|canary', name: 'Canary', email: person.email, status: 'invited' }],
    },
    'qualys-saq': {
      replace: true,
      users: [
        {
          firstName: 'Canary',
          lastName: 'Canary',
          company: 'canary',
          emailAddress: person.email,
          userName: 'canary',
        },
      ],
    },
  };
  /** Changes every status to one that no spec has, so that every rule that can say something does. */
  const strange: Mutation = (answer) => {
    if (answer.status === 200) answer.status = 201;
  };
  /** Errors that name a person wherever an error has room: a text, a code, a header, a field of its own. */
  const talkative: Mutation = (answer) => {
    if (answer.status < 400 && !answer.headers.location) return;
    const named = 'canary CANARY-1 canary@canary.example 987654321';
    answer.headers['www-authenticate'] = `Basic realm="${named}"`;
    answer.headers['content-type'] = 'application/canary';
    if (answer.headers.location) answer.headers.location += '/canary?fields=canary';
    const json = { code: named, message: named, errors: [{ code: 'CANARY-987654321', title: named }] };
    answer.body = answer.body.startsWith('<')
      ? `<ServiceResponse><responseCode>canary</responseCode><errorMessage>${named}</errorMessage></ServiceResponse>`
      : JSON.stringify(json);
  };
  const mutations = [undefined, strange, talkative];

  it.each(VENDORS)('shows nothing of the people and no secret in any output about %s', async (vendor) => {
    for (const mutate of mutations) {
      const one = await startProbed(vendor, { seed: seeds[vendor], ...(mutate ? { mutate } : {}) });
      try {
        const runs = [
          await one.run('probe', 'console', '--patch', 'spec.patch'),
          await one.run('probe', 'console', '--json'),
          await one.run('probe', 'console', '--profile', 'profile.json'),
          await one.run('--debug', 'probe', 'console'),
        ];
        const files = [one.read('spec.patch'), one.read('profile.json')];
        const outputs = [...runs.flatMap(({ err, out }) => [err, out]), ...files].join('\n');
        const { password, secToken, token } = one.mock.credentials;
        expect(outputs.toLowerCase()).not.toContain(canary);
        expect(outputs).not.toContain('987654321');
        for (const secret of [password, secToken, token]) {
          if (secret !== undefined && secret !== 'sandbox') expect(outputs).not.toContain(secret);
        }
      } finally {
        await one.close();
      }
    }
  });
});
