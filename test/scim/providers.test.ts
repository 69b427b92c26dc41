import { VENDORS } from '@rollcall/mock-servers';
import { describe, expect, it } from 'vitest';
import {
  type Body,
  bridgeForEach,
  CHANGING,
  filterBy,
  kim,
  patchOf,
  TOKEN,
  USER,
} from './bridge.test.helper.js';

const okta = {
  'Content-Type': 'application/scim+json; charset=utf-8',
  Accept: 'application/scim+json',
  Authorization: TOKEN,
};
const oktaKim = {
  schemas: [USER],
  userName: 'kim@acme.test',
  name: { givenName: 'Kim', familyName: 'Lee' },
  emails: [{ primary: true, value: 'kim@acme.test', type: 'work' }],
  displayName: 'Kim Lee',
  locale: 'en-US',
  externalId: '00uKIM',
  groups: [],
  password: 'x9Qp2v',
  active: true,
};

describe.each(VENDORS)('what Entra sends to %s', (vendor) => {
  const bridge = bridgeForEach(vendor);
  const { path, value } = CHANGING[vendor];

  it('is taken from Test Connection to purge, in its default mode', async () => {
    const { call } = bridge();
    const probe = await call('GET', filterBy('userName eq "0b2c7d4e-2f5e-4f0e-9d53-6a4c5b7a9e21"'));
    expect([probe.status, probe.body.totalResults]).toEqual([200, 0]);
    expect((await call('GET', filterBy('externalId eq "kim"'))).body.totalResults).toBe(0);
    const made = (await call('POST', '/Users', kim)).body;
    expect((await call('GET', filterBy('externalId eq "kim"'))).body.Resources).toEqual([made]);
    const byMail = filterBy('emails[type eq "work"].value eq "kim@acme.test"');
    expect((await call('GET', byMail)).body.Resources).toEqual([made]);
    expect((await call('GET', `/Users/${made.id}`)).status).toBe(200);
    const changed = await call(
      'PATCH',
      `/Users/${made.id}`,
      patchOf(
        { op: 'Replace', path, value },
        {
          op: 'Add',
          path: 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department',
          value: 'IT',
        },
        { op: 'Add', path: 'manager', value: [{ $ref: 'http://h/scim/Users/U2', value: 'U2' }] },
      ),
    );
    expect([changed.status, JSON.stringify(changed.body).includes(value)]).toEqual([200, true]);
    const off = await call(
      'PATCH',
      `/Users/${made.id}`,
      patchOf({ op: 'Replace', path: 'active', value: 'False' }),
    );
    expect([off.status, off.body.active]).toEqual([200, false]);
    expect((await call('DELETE', `/Users/${made.id}`)).status).toBe(204);
  });

  it('is taken with its compatibility flag', async () => {
    const { call } = bridge();
    const made = (await call('POST', '/Users?aadOptscim062020', kim)).body;
    const changed = await call(
      'PATCH',
      `/Users/${made.id}?aadOptscim062020`,
      patchOf({
        op: 'replace',
        value: {
          displayName: 'Kim Li',
          'name.givenName': 'K',
          'name.familyName': 'Li',
          'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber': '7',
        },
      }),
    );
    expect(changed.status, JSON.stringify(changed.body)).toBe(200);
    const off = await call(
      'PATCH',
      `/Users/${made.id}`,
      patchOf({ op: 'replace', path: 'active', value: false }),
    );
    expect([off.status, off.body.active]).toEqual([200, false]);
  });

  it('names a manager and is asked for the id only', async () => {
    const { call } = bridge();
    const { id } = (await call('POST', '/Users', kim)).body;
    const { body } = await call('GET', `${filterBy(`id eq "${id}" and manager eq "U2"`)}&attributes=id`);
    expect(body.totalResults).toBe(0);
    const own = await call('GET', `${filterBy(`id eq "${id}"`)}&attributes=id`);
    expect(own.body.Resources).toEqual([{ schemas: [USER], id }]);
  });
});

describe.each(VENDORS)("Okta's specification test on %s", (vendor) => {
  const bridge = bridgeForEach(vendor);

  it('passes', async () => {
    const { call } = bridge();
    const first = (await call('GET', '/Users?count=1&startIndex=1', undefined, okta)).body;
    expect([typeof first.totalResults, typeof first.startIndex, typeof first.itemsPerPage]).toEqual([
      'number',
      'number',
      'number',
    ]);
    expect(first.Resources).toHaveLength(1);
    expect(
      (await call('GET', filterBy('userName eq "nobody@acme.test"'), undefined, okta)).body.totalResults,
    ).toBe(0);
    const unknown = await call('GET', '/Users/00919288221112222', undefined, okta);
    expect([unknown.status, unknown.body.status, typeof unknown.body.detail]).toEqual([404, '404', 'string']);
    const bad = await call('GET', '/Users', undefined, { Authorization: 'Bearer wrong' });
    expect([bad.status, bad.body.status]).toEqual([401, '401']);
    const json = { ...okta, 'Content-Type': 'application/json' };
    const made = await call('POST', '/Users', oktaKim, json);
    expect([made.status, made.body.active, made.body.userName]).toEqual([201, true, 'kim@acme.test']);
    expect((await call('GET', `/Users/${made.body.id}`, undefined, okta)).body).toMatchObject({
      emails: [{ value: 'kim@acme.test' }],
    });
    expect((await call('POST', '/Users', oktaKim, json)).status).toBe(409);
    expect((await call('GET', filterBy('userName eq "KIM@ACME.TEST"'), undefined, okta)).status).toBe(200);
  });

  it('is followed by a GET and a PUT of the whole object, with what is readOnly echoed', async () => {
    const { call } = bridge();
    const { id } = (await call('POST', '/Users', oktaKim, okta)).body;
    const { active: _, password: __, ...rest } = oktaKim;
    const put = (active: boolean): Body => ({
      ...rest,
      id,
      name: { givenName: 'Kim', middleName: '', familyName: 'Lee' },
      emails: [{ ...rest.emails[0], display: 'kim@acme.test' }],
      active,
      meta: { resourceType: 'User' },
    });
    const off = await call('PUT', `/Users/${id}`, put(false), okta);
    expect([off.status, off.body.active, off.body.id], JSON.stringify(off.body)).toEqual([200, false, id]);
    const on = await call('PUT', `/Users/${id}`, put(true), okta);
    expect([on.status, on.body.active, on.body.id], JSON.stringify(on.body)).toEqual([200, true, id]);
  });

  it('is followed by a PATCH without path, of active and of the password', async () => {
    const { call, audit } = bridge();
    const { id } = (await call('POST', '/Users', oktaKim, okta)).body;
    const off = await call(
      'PATCH',
      `/Users/${id}`,
      patchOf({ op: 'replace', value: { active: false } }),
      okta,
    );
    expect([off.status, off.body.active]).toEqual([200, false]);
    const secret = await call(
      'PATCH',
      `/Users/${id}`,
      patchOf({ op: 'replace', value: { password: 'n3w-hidden' } }),
      okta,
    );
    expect(secret.status).toBe(200);
    expect(JSON.stringify([secret.body, audit])).not.toContain('n3w-hidden');
  });
});

describe.each(VENDORS)('what others send to %s', (vendor) => {
  const bridge = bridgeForEach(vendor);

  it("finds SailPoint's discovery endpoints for people", async () => {
    for (const path of ['/ServiceProviderConfig', '/ResourceTypes', '/Schemas', '/ResourceTypes/User']) {
      expect((await bridge().call('GET', path)).status).toBe(200);
    }
  });

  it("answers the four filters of IPSIE's AL1", async () => {
    const { call } = bridge();
    await call('POST', '/Users', kim);
    for (const filter of [
      'userName eq "kim@acme.test"',
      'externalId eq "kim"',
      'emails[value eq "kim@acme.test"]',
      'emails[type eq "work" and value eq "kim@acme.test"]',
    ]) {
      expect((await call('GET', filterBy(filter))).body.totalResults, filter).toBe(1);
    }
  });

  it("takes Keycloak's PUT and its deactivation as text", async () => {
    const { call } = bridge();
    const { id } = (await call('POST', '/Users', { ...kim, emails: [{ value: 'kim@acme.test' }] })).body;
    const { status, body } = await call(
      'PATCH',
      `/Users/${id}`,
      patchOf({ op: 'replace', path: 'active', value: 'false' }),
    );
    expect([status, body.active]).toEqual([200, false]);
  });
});
