import { inspect } from 'node:util';
import { createIq } from '@rollcall/facade/iq';
import { createQlik } from '@rollcall/facade/qlik';
import { ProtocolError } from '@rollcall/facade/qradar';
import { startMock } from '@rollcall/mock-servers';
import { listUsers } from '@rollcall/qradar';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { qradarSandbox, qualysSaqSandbox } from '../../support/sandboxes.js';

const { qradar, mock, close } = await qradarSandbox({ users: 60, validate: true });
const { qradar: trusting } = await qradarSandbox({ mock });
beforeEach(() => mock.reset());
afterAll(close);

const JSMITH = { username: 'jsmith', password: 'P@ssw0rd!', email: 'jsmith@example.com' };
const BROKEN = [
  { id: 1, username: 'admin' },
  { id: 1001, username: 'jdoe', user_role: { id: 'Analyst' } },
];

describe('validate: true', () => {
  it('finds nothing wrong with the life of a QRadar user', async () => {
    const user = await qradar.users.provision({ ...JSMITH, role: 'Analyst', securityProfile: 'Default' });
    await qradar.users.update(user.id, { first_name: 'Jane' });
    await qradar.users.changeRole('jsmith', 'Reader');
    expect(await qradar.users.list({ fields: ['username'] }).toArray()).toHaveLength(63);
    const { done } = await qradar.users.deprovision('jsmith');
    expect(done.at(-1)).toMatchObject({ what: 'user', action: 'confirmed absent' });
    await qradar.users.dependents(1001);
    expect(await qradar.staged.users.list().toArray()).not.toHaveLength(0);
  });

  it('names the field, what was expected and what came', async () => {
    mock.faults.add({ operationId: 'listUsers', body: BROKEN });
    const error = await qradar.users
      .list()
      .toArray()
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ProtocolError);
    expect(error).toMatchObject({ operationId: 'listUsers', status: 200, outcome: 'refused' });
    expect(String(error)).toContain(
      'the answer breaks the contract at $[1].user_role.id: expected integer, got string',
    );
  });

  it('holds for the generated functions too', async () => {
    mock.faults.add({ operationId: 'listUsers', body: BROKEN });
    const call = listUsers({ client: qradar.client, throwOnError: true });
    await expect(call).rejects.toThrow('breaks the contract at $[1].user_role.id');
  });

  it('leaves the outcome of a write whose answer breaks the contract unknown', async () => {
    mock.faults.add({
      operationId: 'updateUser',
      body: { id: 1001, username: 'jdoe', email: { at: 'example.com' } },
    });
    await expect(qradar.users.update(1001, { email: 'j@example.com' })).rejects.toMatchObject({
      name: 'ProtocolError',
      outcome: 'unknown',
    });
  });

  it('shows no secret of an answer that breaks the contract, not even one that is new', async () => {
    const token = '0dd5ecbe-new-service-token';
    mock.faults.add({
      operationId: 'createAuthorizedService',
      status: 201,
      body: { id: 'seven', label: 'x', token },
    });
    const input = { label: 'x', user_role_id: 2, security_profile_id: 1 };
    const error = await qradar.authorizedServices.create(input).catch((thrown: unknown) => thrown);
    expect(String(error)).toContain('$.id: expected integer, got string');
    expect(inspect(error, { depth: 9, showHidden: true }) + JSON.stringify(error)).not.toContain(token);
  });

  it('finds nothing wrong with users of IQ and Qlik, and knows their contracts', async () => {
    const iqServer = await startMock('iq', { strict: true });
    const iq = createIq({
      baseUrl: iqServer.url,
      auth: { username: 'admin', password: 'admin123' },
      validate: true,
    });
    const ted = {
      username: 'ted',
      password: 'x-Secret-1',
      firstName: 'Ted',
      lastName: 'B',
      email: 'ted@example.com',
    };
    await iq.users.create(ted);
    expect(await iq.users.update('ted', { lastName: 'C' })).toMatchObject({ lastName: 'C' });
    expect(await iq.users.list().toArray()).toHaveLength(3);
    iqServer.faults.add({ operationId: 'getUser', body: { username: 'ted', lastName: ['B'] } });
    await expect(iq.users.get('ted')).rejects.toThrow('$.lastName: expected string, got array');

    const qlikServer = await startMock('qlik', { strict: true, users: 30 });
    const qlik = createQlik({ baseUrl: qlikServer.url, auth: { apiKey: 'sandbox-key' }, validate: true });
    expect((await qlik.users.list().toArray()).length).toBeGreaterThan(30);
    expect(await qlik.users.me()).toHaveProperty('id');
    expect((await qlik.users.invite([{ email: 'new@corp.example' }])).invited).toHaveLength(1);
    const { id } = await qlik.users.create({ subject: 'corp\\ted' });
    await qlik.users.update(id, { name: 'Ted' });
    qlikServer.faults.add({
      operationId: 'getUser',
      body: { id, assignedRoles: [{ id: 'r', name: 'Developer' }] },
    });
    await expect(qlik.users.get(id)).rejects.toThrow(
      '$.assignedRoles[0].type: expected a value, got nothing',
    );
    await Promise.all([iqServer.close(), qlikServer.close()]);
  });

  it('is nothing new for Qualys, whose answers are always checked in full', async () => {
    const { saq, close: end } = await qualysSaqSandbox({ users: 3 });
    const { saq: checked } = await qualysSaqSandbox({ users: 3, validate: true });
    expect(await checked.users.list().toArray()).toHaveLength((await saq.users.list().toArray()).length);
    await end();
  });
});

it('by default the outline of an answer is checked and its fields are not', async () => {
  mock.faults.add({ operationId: 'listUsers', body: BROKEN, headers: { 'Content-Range': 'items 0-1/2' } });
  expect(await trusting.users.list().toArray()).toEqual(BROKEN);
});
