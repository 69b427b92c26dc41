import { VENDORS } from '@rollcall/mock-servers';
import { sqliteStore } from '@rollcall/scim';
import { describe, expect, it } from 'vitest';
import {
  type Body,
  bridgeForEach,
  bridgeTo,
  filterBy,
  kim,
  patchOf,
  writesOf,
} from './bridge.test.helper.js';

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
    const path = vendor === 'qualys-saq' ? /create/ : /users/;
    mock.faults.add({ method: 'POST', path, resetAfter: true, times: 1 });
    const lost = await call('POST', '/Users', kim);
    expect(lost.status).toBe(503);
    const again = await call('POST', '/Users', kim);
    expect(again.status, JSON.stringify(again.body)).toBe(201);
    const { body } = await call('GET', filterBy('userName eq "kim@acme.test"'));
    expect(body.Resources).toEqual([again.body]);
    expect((await call('POST', '/Users', kim)).status).toBe(409);
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
