import { VENDORS } from '@rollcall/mock-servers';
import { sqliteStore } from '@rollcall/scim';
import { describe, expect, it } from 'vitest';
import { accountsOf } from '../accounts/systems.test.helper.js';
import {
  type Body,
  bridgeForEach,
  bridgeTo,
  filterBy,
  kim,
  patchOf,
  writesOf,
} from './bridge.test.helper.js';

/** Where each vendor's accounts are made; searches at Qualys are POSTs too. */
const CREATES = { qradar: /users/, iq: /users/, qlik: /users/, 'qualys-saq': /create/ } as const;

const deactivate = patchOf({ op: 'Replace', path: 'active', value: 'False' });

describe('a deletion that QRadar has not finished', () => {
  /** The console's time; its task takes three steps of a minute. */
  let now = Date.parse('2026-11-25T08:00:00Z');
  const bridge = bridgeForEach(
    'qradar',
    { removalWaitMs: 150 },
    {},
    { clock: { now: () => now }, taskStepMs: 60_000 },
  );

  it('is answered with 503 and Retry-After, and taken up by the next request, without a second one', async () => {
    const { call, mock } = bridge();
    const { id } = (await call('POST', '/Users', kim)).body;
    for (let again = 0; again < 2; again += 1) {
      const { status, headers } = await call('DELETE', `/Users/${id}`);
      expect([status, headers.get('retry-after')]).toEqual([503, '10']);
      expect((await call('GET', `/Users/${id}`)).status).toBe(200);
    }
    now += 600_000;
    const { status } = await call('DELETE', `/Users/${id}`);
    expect(status).toBe(204);
    expect((await call('GET', `/Users/${id}`)).status).toBe(404);
    expect(writesOf(mock).filter((name) => name === 'deleteUser')).toHaveLength(1);
  });

  it('is taken up by another instance, and by a request to deactivate as well', async () => {
    const store = sqliteStore(':memory:');
    const { mock } = bridge();
    const first = await bridgeTo('qradar', mock, { store, removalWaitMs: 150 });
    const { id } = (await first.call('POST', '/Users', kim)).body;
    expect((await first.call('PATCH', `/Users/${id}`, deactivate)).status).toBe(503);
    await first.close();
    const second = await bridgeTo('qradar', mock, { store, removalWaitMs: 150 });
    expect((await second.call('PATCH', `/Users/${id}`, deactivate)).status).toBe(503);
    now += 600_000;
    const { status, body } = await second.call('PATCH', `/Users/${id}`, deactivate);
    expect([status, body.active, body.userName]).toEqual([200, false, 'kim@acme.test']);
    expect(writesOf(mock).filter((name) => name === 'deleteUser')).toHaveLength(1);
    await second.close();
  });
});

describe('a deletion', () => {
  const bridge = bridgeForEach('qradar');

  it('is started anew when the vendor gave it up', async () => {
    const { call, mock } = bridge();
    const { id } = (await call('POST', '/Users', kim)).body;
    const failed = mock.faults.add({ task: 'failed', times: 1 });
    expect((await call('DELETE', `/Users/${id}`)).status).toBe(503);
    failed.remove();
    expect((await call('DELETE', `/Users/${id}`)).status).toBe(204);
  });
});

describe.each(VENDORS)('a create at %s whose answer was lost', (vendor) => {
  const bridge = bridgeForEach(vendor);

  it('is finished by the next try, and makes one account', async () => {
    const { call, mock } = bridge();
    mock.faults.add({ method: 'POST', path: CREATES[vendor], resetAfter: true, times: 1 });
    const lost = await call('POST', '/Users', kim);
    expect(lost.status).toBe(503);
    const again = await call('POST', '/Users', kim);
    expect(again.status, JSON.stringify(again.body)).toBe(201);
    const { body } = await call('GET', filterBy('userName eq "kim@acme.test"'));
    expect(body.Resources).toEqual([again.body]);
    expect((await call('POST', '/Users', kim)).status).toBe(409);
  });
});

describe.each(VENDORS.filter((vendor) => vendor !== 'qlik'))(
  'a reactivation at %s whose answer was lost',
  (vendor) => {
    const bridge = bridgeForEach(vendor);
    const activate = patchOf({ op: 'Replace', path: 'active', value: 'True' });

    it('has brought the same person back, wherever they are looked for', async () => {
      const { call, mock } = bridge();
      const made = (await call('POST', '/Users', kim)).body;
      const path = `/Users/${made.id}`;
      expect((await call('PATCH', path, deactivate)).body.active).toBe(false);
      mock.faults.add({ method: 'POST', path: CREATES[vendor], resetAfter: true, times: 1 });
      expect((await call('PATCH', path, activate)).status).toBe(503);
      const byName = await call('GET', filterBy('userName eq "kim@acme.test"'));
      const byAddress = await call('GET', filterBy('emails[value eq "kim@acme.test"]'));
      const byExternalId = await call('GET', filterBy('externalId eq "kim"'));
      const all = await call('GET', filterBy('userName sw "kim@"'));
      for (const { body } of [byName, byAddress, byExternalId, all]) expect(body.Resources).toEqual([made]);
      expect((await call('GET', path)).body).toEqual(made);
      expect((await call('POST', '/Users', kim)).status).toBe(409);
      expect((await call('PATCH', path, activate)).body).toEqual(made);
      expect((await call('DELETE', path)).status).toBe(204);
      expect((await call('GET', filterBy('userName sw "kim@"'))).body.totalResults).toBe(0);
    });
  },
);

describe.each(VENDORS)('a create at %s whose answer was lost, and that is looked for', (vendor) => {
  const bridge = bridgeForEach(vendor);

  it('is found by its externalId, and may be changed and deleted at once', async () => {
    const { call, mock } = bridge();
    mock.faults.add({ method: 'POST', path: CREATES[vendor], resetAfter: true, times: 1 });
    expect((await call('POST', '/Users', kim)).status).toBe(503);
    const [found, ...others] = (await call('GET', filterBy('externalId eq "kim"'))).body.Resources;
    expect([found.userName, found.externalId, others]).toEqual(['kim@acme.test', 'kim', []]);
    const add = patchOf({ op: 'Add', path: 'externalId', value: 'kim' });
    expect(await call('PATCH', `/Users/${found.id}`, add)).toMatchObject({ status: 200, body: found });
    expect((await call('POST', '/Users', kim)).status).toBe(409);
    expect((await call('DELETE', `/Users/${found.id}`)).status).toBe(204);
    expect((await call('POST', '/Users', kim)).status).toBe(201);
  });
});

describe.each(VENDORS)('a deletion at %s whose answer was lost', (vendor) => {
  const bridge = bridgeForEach(vendor);

  it('is answered when nobody is there any more, and the audit line says that nobody saw what was left', async () => {
    const { call, mock, audit } = bridge();
    const { id } = (await call('POST', '/Users', kim)).body;
    const how = vendor === 'qualys-saq' ? { method: 'POST', path: /delete/ } : { method: 'DELETE' };
    mock.faults.add({ ...how, resetAfter: true, times: 1 });
    let { status } = await call('DELETE', `/Users/${id}`);
    // Where nothing takes time, one more look is enough. QRadar's task goes on after its answer was lost: it may be done.
    if (vendor !== 'qradar') expect(status).toBe(204);
    for (let left = 5; left > 0 && status === 503; left -= 1) {
      ({ status } = await call('DELETE', `/Users/${id}`));
    }
    expect(status).toBe(204);
    expect((await call('GET', `/Users/${id}`)).status).toBe(404);
    if (vendor !== 'qradar') expect(audit.at(-1)?.left?.join()).toContain('nothing was said of its tokens');
  });
});

describe('a person whom somebody made again by hand', () => {
  const bridge = bridgeForEach('qradar');

  it('is the one who was removed, under the same id, and no other may take the name', async () => {
    const { call, mock } = bridge();
    const made = (await call('POST', '/Users', kim)).body;
    await call('PATCH', `/Users/${made.id}`, deactivate);
    const lou = { ...kim, userName: 'lou@acme.test', externalId: 'lou', emails: [] };
    const other = (await call('POST', '/Users', lou)).body;
    const rename = patchOf({ op: 'replace', path: 'userName', value: 'kim@acme.test' });
    expect((await call('PATCH', `/Users/${other.id}`, rename)).status).toBe(409);
    const byHand = accountsOf('qradar', mock);
    const account = { login: 'KIM@acme.test', roles: ['Analyst'], securityProfile: 'Default' };
    await byHand.create({ ...account, addresses: ['kim@acme.test'] });
    const found = (await call('GET', filterBy('userName eq "kim@acme.test"'))).body.Resources;
    expect(found).toMatchObject([
      { id: made.id, active: true, externalId: 'kim', userName: 'KIM@acme.test' },
    ]);
    const all = (await call('GET', '/Users?count=1000')).body.Resources;
    expect(all.filter((each: Body) => each.id === made.id)).toEqual(found);
    expect((await call('GET', `/Users/${made.id}`)).body).toEqual(found[0]);
  });
});

describe.each(VENDORS)('with the store of %s wiped', (vendor) => {
  const sameAddress = { baseUrl: 'https://scim.acme.test' };
  const bridge = bridgeForEach(vendor, sameAddress);

  it('a whole cycle of provisioning creates and changes nothing, and every id is as before', async () => {
    const { call, mock } = bridge();
    const made = (await call('POST', '/Users', kim)).body;
    const wiped = await bridgeTo(vendor, mock, sameAddress);
    const before = writesOf(mock).length;
    const { externalId: _, meta: __, ...rest } = made;
    expect((await wiped.call('GET', `/Users/${made.id}`)).body).toMatchObject(rest);
    const found = (await wiped.call('GET', filterBy('userName eq "kim@acme.test"'))).body;
    expect(found.Resources.map((each: Body) => each.id)).toEqual([made.id]);
    expect((await wiped.call('POST', '/Users', kim)).status).toBe(409);
    expect((await wiped.call('PUT', `/Users/${made.id}`, made)).body).toEqual(made);
    expect(
      (await wiped.call('PATCH', `/Users/${made.id}`, patchOf({ op: 'replace', value: { active: true } })))
        .body,
    ).toEqual(made);
    expect(writesOf(mock)).toHaveLength(before);
    await wiped.close();
  });
});

describe('deactivation by a role without rights', () => {
  const bridge = bridgeForEach('qradar');

  it('gives the other role back on reactivation, and keeps what is asked for meanwhile', async () => {
    const { mock } = bridge();
    const closing = 'Reader';
    const sameAddress = { baseUrl: 'https://scim.acme.test' };
    const closer = await bridgeTo('qradar', mock, sameAddress, { deactivate: { role: closing } });
    const made = (await closer.call('POST', '/Users', kim)).body;
    const off = await closer.call('PATCH', `/Users/${made.id}`, deactivate);
    expect([off.status, off.body.active, off.body.roles], JSON.stringify(off.body)).toEqual([
      200,
      false,
      made.roles,
    ]);
    expect((await bridge().call('GET', `/Users/${made.id}`)).body.roles).toEqual([
      { value: closing, primary: true },
    ]);
    expect((await closer.call('GET', `/Users/${made.id}`)).body).toEqual(off.body);
    const on = await closer.call(
      'PATCH',
      `/Users/${made.id}`,
      patchOf({ op: 'replace', value: { active: true } }),
    );
    expect([on.status, on.body]).toEqual([200, made]);
    expect(mock.journal.filter(({ method }) => method === 'DELETE')).toEqual([]);
    await closer.close();
  });
});
