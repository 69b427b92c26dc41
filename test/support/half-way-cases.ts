import type { DeprovisionLeft, DeprovisionResult } from '@rollcall/facade';
import { createIq } from '@rollcall/facade/iq';
import { createQlik } from '@rollcall/facade/qlik';
import { createQRadar } from '@rollcall/facade/qradar';
import { createQualysSaq } from '@rollcall/facade/qualys-saq';
import { createMock } from '@rollcall/mock-servers';
import { expect } from 'vitest';
import { fakeClock } from './clock.js';
import { type RefusingServer, refusingServer, type SeenCall } from './refusing-server.js';
import { smallIq } from './small-iq.js';
import { smallQlik } from './small-qlik.js';

interface Given {
  readonly resume?: DeprovisionResult<never>;
  readonly signal?: AbortSignal;
}

/** A vendor in whose system somebody leaves and somebody joins, with calls that can be refused. */
export interface HalfWayCase {
  readonly name: string;
  readonly server: RefusingServer;
  /** The start: the leaver is there with all that belongs to it, the newcomer is not. */
  begin(): Promise<void>;
  deprovision(given?: Given): Promise<DeprovisionResult>;
  provision(given?: Pick<Given, 'signal'>): Promise<unknown>;
  /** What `left` names although all went well. */
  readonly alwaysLeft: readonly DeprovisionLeft['what'][];
  /** The state holds nothing of the leaver, but what `left` names. */
  expectGone(title?: string, left?: readonly DeprovisionLeft[]): Promise<void>;
  expectProvisioned(title?: string): Promise<void>;
  /** What every answer about the newcomer holds. */
  readonly newcomer: object;
  readonly readsOnly: (call: SeenCall) => boolean;
}

const PASSWORD = 'N3w-P@ssw0rd';
const isGet = ({ method }: SeenCall) => method === 'GET';

async function qradar(resources: 'guide' | 'ibm'): Promise<HalfWayCase> {
  const clock = fakeClock();
  const mock = await createMock('qradar', { clock, strict: true, taskStepMs: 500 });
  const search = {
    dependent_type: 'ARIEL_SAVED_SEARCH',
    dependent_id: '7',
    dependent_name: 'My logs',
    dependent_owner: 'jdoe',
  };
  const server = await refusingServer((url, init) =>
    // The sandbox has no saved searches, which a person may leave behind.
    url.endsWith('/results') ? Promise.resolve(Response.json([search])) : mock.fetch(url, init),
  );
  // A client anew for each run: it learns which resources a console has.
  const open = () =>
    createQRadar({ baseUrl: server.url, auth: { secToken: 'sandbox-token' }, clock, retry: false, resources })
      .users;
  const deploy = resources === 'ibm';
  const snapshot = () =>
    mock.snapshot() as { users: { username: string }[]; authorized_services: { created_by: string }[] };
  return {
    name: `QRadar with ${resources === 'ibm' ? "IBM's" : "the guide's"} resources`,
    server,
    async begin() {
      mock.reset();
      const service = {
        token: 'service-token-of-jdoe',
        created_by: 'jdoe',
        user_role_id: 2,
        security_profile_id: 1,
      };
      mock.seed({
        authorized_services: [
          { ...service, label: 'one' },
          { ...service, label: 'two', token: 'another-token-of-jdoe' },
        ],
      });
    },
    deprovision: (given) =>
      open().deprovision('jdoe', { ...given, deploy, onDependents: () => undefined } as never),
    provision: (given) =>
      open().provision(
        {
          username: 'jsmith',
          password: PASSWORD,
          email: 'jsmith@example.com',
          role: 'Analyst',
          securityProfile: 'Default',
        },
        { ...given, deploy, verify: true },
      ),
    alwaysLeft: ['dependent'],
    async expectGone(title, left = []) {
      expect(
        snapshot().users.map(({ username }) => username),
        title,
      ).not.toContain('jdoe');
      const services = snapshot().authorized_services.filter(({ created_by }) => created_by === 'jdoe');
      if (!left.some(({ what }) => what === 'authorized service')) expect(services, title).toEqual([]);
    },
    async expectProvisioned(title) {
      expect(snapshot().users, title).toContainEqual(
        expect.objectContaining({
          username: 'jsmith',
          deployed: expect.objectContaining({ user_role_id: 2 }),
        }),
      );
    },
    newcomer: { username: 'jsmith' },
    readsOnly: isGet,
  };
}

async function iq(): Promise<HalfWayCase> {
  const { state, fetch } = smallIq();
  const server = await refusingServer(fetch);
  const { users } = createIq({
    baseUrl: server.url,
    auth: { username: 'admin', password: 'admin-password' },
    retry: false,
  });
  const jane = { username: 'jane', firstName: 'Jane', lastName: 'Doe', email: 'jane@example.com' };
  return {
    name: 'IQ',
    server,
    async begin() {
      state.users.clear();
      state.grants.clear();
      state.users.set('jane', jane);
      for (const grant of [
        'dev/organization/org1',
        'own/organization/org1',
        'dev/global/',
        'own/application/app1',
      ])
        state.grants.add(`${grant}/jane`);
      state.grants.add('dev/organization/org1/bob');
      state.tokens.set('jane', 'code-1').set('bob', 'code-2');
    },
    deprovision: (given) => users.deprovision('jane', given),
    provision: (given) =>
      users.provision(
        {
          ...jane,
          username: 'joe',
          password: PASSWORD,
          roles: [
            { role: 'Developer', organization: 'Sandbox' },
            { role: 'Owner', application: 'shop' },
          ],
        },
        given,
      ),
    alwaysLeft: [],
    async expectGone(title) {
      expect([...state.users.keys()], title).not.toContain('jane');
      expect([...state.grants], title).toEqual(['dev/organization/org1/bob']);
      expect([...state.tokens.keys()], title).toEqual(['bob']);
    },
    async expectProvisioned(title) {
      expect(state.users.get('joe'), title).toMatchObject({ email: 'jane@example.com' });
      expect(
        [...state.grants].filter((grant) => grant.endsWith('/joe')),
        title,
      ).toEqual(['dev/organization/org1/joe', 'own/application/app1/joe']);
    },
    newcomer: { username: 'joe' },
    readsOnly: isGet,
  };
}

async function qlik(mode: 'delete' | 'disable'): Promise<HalfWayCase> {
  const { state, fetch } = smallQlik();
  const server = await refusingServer(fetch);
  const { users } = createQlik({ baseUrl: server.url, auth: { apiKey: 'an-api-key' }, retry: false });
  return {
    name: mode === 'disable' ? 'Qlik, disabled' : 'Qlik',
    server,
    async begin() {
      state.users.clear();
      state.users.set('u1', { id: 'u1', status: 'active', email: 'jane@example.com', subject: 'idp\\jane' });
      for (const [id, sub] of [
        ['k1', 'u1'],
        ['k2', 'u1'],
        ['k3', 'u2'],
      ] as const)
        state.keys.set(id, { id, sub, status: 'active' });
    },
    deprovision: (given) => users.deprovision({ id: 'u1' }, { ...given, mode }),
    provision: (given) =>
      users.provision(
        {
          subject: 'idp\\joe',
          name: 'Joe',
          email: 'joe@example.com',
          roles: ['Developer'],
          groups: ['Analysts'],
        },
        { ...given, verify: true },
      ),
    alwaysLeft: mode === 'disable' ? ['session', 'licence'] : ['content'],
    async expectGone(title) {
      if (mode === 'disable') expect(state.users.get('u1'), title).toMatchObject({ status: 'disabled' });
      else expect([...state.users.keys()], title).not.toContain('u1');
      const active = [...state.keys.values()].filter(({ status }) => status === 'active');
      expect(
        active.map(({ id }) => id),
        title,
      ).toEqual(['k3']);
    },
    async expectProvisioned(title) {
      expect(state.users.get('u9'), title).toMatchObject({
        assignedRoles: [{ id: 'r1' }],
        assignedGroups: [{ id: 'g1' }],
      });
    },
    newcomer: { subject: 'idp\\joe' },
    readsOnly: isGet,
  };
}

async function qualysSaq(): Promise<HalfWayCase> {
  const mock = await createMock('qualys-saq', { strict: true });
  const tag = { id: 7508422, name: 'Business Units' };
  const server = await refusingServer((url, init) => {
    // The look-up of tags speaks JSON.
    if (!url.endsWith('/search/am/tag')) return mock.fetch(url, init);
    const answer = { responseCode: 'SUCCESS', count: 1, data: [{ Tag: tag }] };
    return Promise.resolve(Response.json({ ServiceResponse: answer }));
  });
  const { users } = createQualysSaq({
    baseUrl: server.url,
    auth: { username: 'sandbox', password: 'sandbox' },
    retry: false,
  });
  const everybody = () => (mock.snapshot() as { users: { emailAddress: string; tags?: object[] }[] }).users;
  return {
    name: 'Qualys',
    server,
    async begin() {
      mock.reset();
      mock.seed({
        users: [{ firstName: 'Jane', lastName: 'Doe', company: 'abc', emailAddress: 'jane@example.com' }],
      });
    },
    deprovision: (given) => users.deprovision('jane@example.com', given),
    provision: (given) =>
      users.provision(
        {
          firstName: 'Joe',
          lastName: 'Doe',
          company: 'abc',
          emailAddress: 'joe@example.com',
          tags: ['Business Units'],
        },
        { ...given, verify: true },
      ),
    alwaysLeft: ['user'],
    async expectGone(title) {
      expect(
        everybody().map(({ emailAddress }) => emailAddress),
        title,
      ).not.toContain('jane@example.com');
    },
    async expectProvisioned(title) {
      expect(everybody(), title).toContainEqual(
        expect.objectContaining({
          emailAddress: 'joe@example.com',
          tags: [{ id: '7508422', name: 'Business Units' }],
        }),
      );
    },
    newcomer: { emailAddress: 'joe@example.com' },
    readsOnly: ({ method, path }) => method === 'GET' || path.includes('/search/') || path.includes('/get/'),
  };
}

export function openHalfWayCases(): Promise<HalfWayCase[]> {
  return Promise.all([qradar('guide'), qradar('ibm'), iq(), qlik('delete'), qlik('disable'), qualysSaq()]);
}
