import { VENDORS } from '@rollcall/mock-servers';
import { describe, expect, it } from 'vitest';
import { accountsOf } from '../accounts/systems.test.helper.js';
import {
  type Body,
  bridgeForEach,
  CHANGING,
  filterBy,
  kim,
  patchOf,
  USER,
  writesOf,
} from './bridge.test.helper.js';

describe.each(VENDORS)('POST to %s', (vendor) => {
  const bridge = bridgeForEach(vendor);

  it('answers 201 with an absolute address, and is readable there', async () => {
    const { call, url } = bridge();
    const { status, headers, body } = await call('POST', '/Users', kim);
    expect([status, body.userName, body.externalId]).toEqual([201, 'kim@acme.test', 'kim']);
    expect(body.meta.location).toBe(`${url}/Users/${body.id}`);
    expect(headers.get('location')).toBe(body.meta.location);
    expect(headers.get('content-type')).toMatch(/^application\/scim\+json/);
    expect((await call('GET', `/Users/${body.id}`)).body).toEqual(body);
  });

  it('ignores an id and meta of the client', async () => {
    const { body } = await bridge().call('POST', '/Users', { ...kim, id: 'mine', groups: [{ value: 'G1' }] });
    expect(body.id).not.toBe('mine');
    expect(body).not.toHaveProperty('groups');
  });

  it('refuses a name that is taken, in another case too, and an externalId that is taken', async () => {
    const { call } = bridge();
    await call('POST', '/Users', kim);
    for (const other of [
      { ...kim, externalId: 'x' },
      { ...kim, userName: 'KIM@acme.test', externalId: 'x' },
      { ...kim, userName: 'lou@acme.test', emails: [{ value: 'lou@acme.test', primary: true }] },
    ]) {
      const { status, body } = await call('POST', '/Users', other);
      expect([status, body.scimType, body.status]).toEqual([409, 'uniqueness', '409']);
    }
    expect((await call('GET', filterBy('userName sw "lou@"'))).body.totalResults).toBe(0);
  });

  it('refuses a missing user name, an unknown attribute and a misspelt one, and sends nothing', async () => {
    const { call, mock } = bridge();
    const { userName: _, ...nameless } = kim;
    for (const [body, scimType] of [
      [nameless, 'invalidValue'],
      [{ ...kim, userName: '' }, 'invalidValue'],
      [{ ...kim, userNam: 'x' }, 'invalidSyntax'],
      [{ ...kim, 'urn:acme:User': { x: 1 } }, 'invalidSyntax'],
      ['{"schemas":', 'invalidSyntax'],
    ] as const) {
      const answer = await call('POST', '/Users', body);
      expect([answer.status, answer.body.scimType]).toEqual([400, scimType]);
    }
    expect(writesOf(mock)).toEqual([]);
  });

  it('keeps a password out of every answer, log and request for SCIM', async () => {
    const { call, audit } = bridge();
    const { status, body } = await call('POST', '/Users?attributes=password,userName', {
      ...kim,
      password: 'x9Qp2v-hidden',
    });
    expect(status).toBe(201);
    expect(JSON.stringify([body, audit])).not.toContain('x9Qp2v-hidden');
  });

  it('takes both media types and no other', async () => {
    const { call } = bridge();
    expect((await call('POST', '/Users', kim, { 'Content-Type': 'application/json' })).status).toBe(201);
    expect((await call('POST', '/Users', kim, { 'Content-Type': 'text/plain' })).status).toBe(415);
  });

  it('makes one account of ten equal requests at once', async () => {
    const { call } = bridge();
    const answers = await Promise.all(Array.from({ length: 10 }, () => call('POST', '/Users', kim)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(9).fill(409)]);
  });
});

describe.each(VENDORS)('PUT to %s', (vendor) => {
  const bridge = bridgeForEach(vendor);

  it('takes its own answer back, and changes nothing', async () => {
    const { call, mock } = bridge();
    const made = (await call('POST', '/Users', kim)).body;
    const before = writesOf(mock).length;
    const { status, body } = await call('PUT', `/Users/${made.id}`, { ...made, groups: [] });
    expect([status, body]).toEqual([200, made]);
    expect(writesOf(mock)).toHaveLength(before);
  });

  it('changes what differs, and takes an externalId away', async () => {
    const { call } = bridge();
    const made = (await call('POST', '/Users', kim)).body;
    const { externalId: _, ...rest } = made;
    const next =
      vendor === 'qlik'
        ? { ...rest, displayName: 'Li' }
        : vendor === 'qradar'
          ? { ...rest, emails: [{ value: 'li@acme.test', type: 'work', primary: true }] }
          : { ...rest, name: { ...made.name, familyName: 'Li' } };
    const { status, body } = await call('PUT', `/Users/${made.id}`, next);
    expect(status, JSON.stringify(body)).toBe(200);
    expect(body).not.toHaveProperty('externalId');
    expect(JSON.stringify(body)).toMatch(/Li|li@acme/);
    expect(body.meta.version).not.toBe(made.meta.version);
  });

  it('leaves what the vendor has and SCIM does not name as it is', async () => {
    const { call, mock } = bridge();
    const made = (await call('POST', '/Users', kim)).body;
    const system = accountsOf(vendor, mock);
    const kept = async () => {
      const { groups, roles, securityProfile, tags } = (await system.find('kim@acme.test')) ?? {};
      return { groups, roles, securityProfile, tags };
    };
    const before = await kept();
    const { roles: _, entitlements: __, ...rest } = made;
    const next = vendor === 'qlik' ? { ...rest, displayName: 'K. Lee' } : { ...rest, externalId: 'kim2' };
    expect((await call('PUT', `/Users/${made.id}`, next)).status).toBe(200);
    expect(await kept()).toEqual(before);
  });

  it('never creates', async () => {
    const { call, mock } = bridge();
    expect((await call('PUT', '/Users/aMTIzNDU2', kim)).status).toBe(404);
    expect((await call('PUT', '/Users/nonsense', kim)).status).toBe(404);
    expect(writesOf(mock)).toEqual([]);
  });
});

describe.each(VENDORS)('PATCH to %s', (vendor) => {
  const bridge = bridgeForEach(vendor);
  const { path, value } = CHANGING[vendor];

  it('changes one attribute, in whatever case the operation is written', async () => {
    const { call } = bridge();
    const { id } = (await call('POST', '/Users', kim)).body;
    const { status, body } = await call('PATCH', `/Users/${id}`, patchOf({ op: 'Replace', path, value }));
    expect(status, JSON.stringify(body)).toBe(200);
    expect(JSON.stringify(body)).toContain(value);
    expect((await call('GET', `/Users/${id}`)).body).toEqual(body);
  });

  it('fills one address by several value paths, made where it is missing', async () => {
    const { call, audit } = bridge();
    const { id } = (await call('POST', '/Users', kim)).body;
    const address = { op: 'Add', path: 'emails[type eq "work"].value', value: 'li@acme.test' };
    const primary = { op: 'Add', path: 'emails[type eq "work"].primary', value: 'True' };
    const { status, body } = await call('PATCH', `/Users/${id}`, patchOf(address, primary));
    if (vendor === 'qualys-saq') {
      // The user name is the address here, and discovery says that emails are readOnly.
      expect([status, body.emails[0].value]).toEqual([200, 'kim@acme.test']);
      expect(audit.map(({ leftOut = [] }) => leftOut.includes('emails'))).toEqual([false, true]);
      return;
    }
    expect([status, body.emails], JSON.stringify(body)).toEqual([
      200,
      [{ value: 'li@acme.test', type: 'work', primary: true }],
    ]);
  });

  it('is refused where the schema says immutable or readOnly, and changes nothing', async () => {
    const { call, mock } = bridge();
    const made = (await call('POST', '/Users', kim)).body;
    const before = writesOf(mock).length;
    const user = (await call('GET', '/Schemas')).body.Resources[0];
    const { mutability } = user.attributes.find((each: Body) => each.name === 'userName');
    const rename = { op: 'replace', path: 'userName', value: 'other@acme.test' };
    const renamed = await call('PATCH', `/Users/${made.id}`, patchOf(rename));
    if (mutability === 'immutable') {
      expect([renamed.status, renamed.body.scimType]).toEqual([400, 'mutability']);
      const put = await call('PUT', `/Users/${made.id}`, { ...made, userName: 'other@acme.test' });
      expect([put.status, put.body.scimType]).toEqual([400, 'mutability']);
      expect(writesOf(mock)).toHaveLength(before);
    } else expect([renamed.status, renamed.body.userName]).toEqual([200, 'other@acme.test']);
    for (const path of ['id', 'meta', 'meta.location', 'groups']) {
      const { status, body } = await call(
        'PATCH',
        `/Users/${made.id}`,
        patchOf({ op: 'replace', path, value: 'x' }),
      );
      expect([status, body.scimType], path).toEqual([400, 'mutability']);
    }
  });

  it('does nothing at the vendor when a later operation is wrong', async () => {
    const { call, mock } = bridge();
    const { id } = (await call('POST', '/Users', kim)).body;
    const before = writesOf(mock).length;
    for (const wrong of [
      { op: 'replace', path: 'nonsense', value: 'x' },
      { op: 'replace', path: 'id', value: 'x' },
      { op: 'remove' },
      { op: 'remove', path: 'userName' },
      { op: 'add', path: '__proto__.polluted', value: 'x' },
    ]) {
      const { status } = await call('PATCH', `/Users/${id}`, patchOf({ op: 'replace', path, value }, wrong));
      expect(status).toBe(400);
    }
    expect(writesOf(mock)).toHaveLength(before);
    expect(({} as { polluted?: string }).polluted).toBeUndefined();
  });

  it('sends nothing for what is so already, and keeps the version', async () => {
    const { call, mock } = bridge();
    const made = (await call('POST', '/Users', kim)).body;
    const before = writesOf(mock).length;
    const { body } = await call(
      'PATCH',
      `/Users/${made.id}`,
      patchOf(
        { op: 'Add', path: 'userName', value: made.userName },
        { op: 'replace', value: { active: 'True' } },
      ),
    );
    expect(body).toEqual(made);
    expect(writesOf(mock)).toHaveLength(before);
  });

  it('is refused with 412 when another write came in between', async () => {
    const { call } = bridge();
    const made = (await call('POST', '/Users', kim)).body;
    const change = patchOf({ op: 'replace', path, value });
    const ifMatch = { 'If-Match': made.meta.version };
    expect((await call('PATCH', `/Users/${made.id}`, change, ifMatch)).status).toBe(200);
    expect((await call('PATCH', `/Users/${made.id}`, change, ifMatch)).status).toBe(412);
    expect((await call('DELETE', `/Users/${made.id}`, undefined, ifMatch)).status).toBe(412);
  });
});

describe.each(VENDORS)('DELETE at %s', (vendor) => {
  const bridge = bridgeForEach(vendor);

  it('answers 204 when the vendor has nobody there any more, then 404, and the name is free under another id', async () => {
    const { call } = bridge();
    const { id } = (await call('POST', '/Users', kim)).body;
    expect((await call('DELETE', `/Users/${id}`)).status).toBe(204);
    expect((await call('DELETE', `/Users/${id}`)).status).toBe(404);
    expect((await call('GET', `/Users/${id}`)).status).toBe(404);
    const again = await call('POST', '/Users', kim);
    expect(again.status, JSON.stringify(again.body)).toBe(201);
    expect(again.body.id).not.toBe(id);
    const listed = (await call('GET', filterBy('userName eq "kim@acme.test"'))).body;
    expect(listed.Resources.map((each: Body) => each.id)).toEqual([again.body.id]);
  });
});

describe.each(VENDORS)('active at %s', (vendor) => {
  const bridge = bridgeForEach(vendor);

  it('comes and goes under one id, and who is inactive is read, listed and found', async () => {
    const { call, audit } = bridge();
    const made = (await call('POST', '/Users', kim)).body;
    const path = `/Users/${made.id}`;
    const off = await call('PATCH', path, patchOf({ op: 'Replace', path: 'active', value: 'False' }));
    expect([off.status, off.body.active], JSON.stringify(off.body)).toEqual([200, false]);
    expect((await call('GET', path)).body).toEqual(off.body);
    for (const filter of [
      'userName eq "kim@acme.test"',
      'externalId eq "kim"',
      'active eq false and userName sw "kim@"',
    ]) {
      const found = (await call('GET', filterBy(filter))).body;
      expect(found.Resources, filter).toEqual([off.body]);
    }
    const on = await call('PATCH', path, patchOf({ op: 'replace', value: { active: true } }));
    expect([on.status, on.body], JSON.stringify(on.body)).toEqual([200, made]);
    expect((await call('GET', path)).body).toEqual(made);
    expect(audit.map(({ outcome }) => outcome)).toEqual(['created', 'deactivated', 'reactivated']);
  });

  it('is left alone by a PUT that does not name it', async () => {
    const { call } = bridge();
    const { id } = (await call('POST', '/Users', kim)).body;
    await call('PATCH', `/Users/${id}`, patchOf({ op: 'replace', path: 'active', value: false }));
    const { active: _, ...rest } = kim;
    const { status, body } = await call('PUT', `/Users/${id}`, { ...rest, schemas: [USER] });
    expect([status, body.active], JSON.stringify(body)).toEqual([200, false]);
  });
});
