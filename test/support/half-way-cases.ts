import type { DeprovisionLeft, DeprovisionResult } from '@rollcall/facade';
import { createIq } from '@rollcall/facade/iq';
import { createQlik } from '@rollcall/facade/qlik';
import { createQRadar } from '@rollcall/facade/qradar';
import { createQualysSaq } from '@rollcall/facade/qualys-saq';
import { createMock } from '@rollcall/mock-servers';
import { expect } from 'vitest';
import { fakeClock } from './clock.js';
import { type RefusingServer, refusingServer, type SeenCall } from './refusing-server.js';

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

/** No call is repeated, and one that hangs is given up. */
const CALLS = { retry: false, timeoutMs: 1000 } as const;
const PASSWORD = 'N3w-P@ssw0rd';
const isGet = ({ method }: SeenCall) => method === 'GET';

async function qradar(resources: 'guide' | 'ibm'): Promise<HalfWayCase> {
  const clock = fakeClock();
  const mock = await createMock('qradar', {
    clock,
    strict: true,
    taskStepMs: 500,
    // A console of the guide's alone does not say who created a service: then they are all left, and named.
    vendorOptions: { resources: resources === 'ibm' ? 'ibm' : 'both' },
  });
  const server = await refusingServer((url, init) => mock.fetch(url, init));
  // A client anew for each run: it finds out by itself which resources the console has.
  const open = () =>
    createQRadar({ baseUrl: server.url, auth: { secToken: 'sandbox-token' }, clock, ...CALLS }).users;
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
        dependents: [{ user_id: 1001, dependent_type: 'ARIEL_SAVED_SEARCH', dependent_name: 'My logs' }],
      });
    },
    deprovision: (given) =>
      open().deprovision('jdoe', {
        ...given,
        deploy,
        ...(deploy ? { onDependents: () => undefined } : {}),
      } as never),
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
    // Only IBM documents the search for dependents.
    alwaysLeft: deploy ? ['dependent'] : [],
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

/** Built-in roles, and what there is to grant them on, of the IQ sandbox. */
const OWNER = '1cddabf7fdaa47d6833454af10e0a3ef';
const POLICY_ADMINISTRATOR = '1cddabf7fdaa47d6833454af10e0a3e0';
const SANDBOX = '2d0dfb87b67b43a3b4271e462bae9eca';
const WEBGOAT = '4bb67dcfc86344e3a483832f8c496419';

interface IqState {
  readonly users: readonly { username: string }[];
  readonly memberships: readonly { roleId: string; ownerId: string; userOrGroupName: string }[];
  readonly userTokens: readonly { username: string }[];
}

async function iq(): Promise<HalfWayCase> {
  const mock = await createMock('iq', { strict: true });
  const server = await refusingServer((url, init) => mock.fetch(url, init));
  const auth = { username: 'admin', password: 'admin123' };
  const { users } = createIq({ baseUrl: server.url, auth, ...CALLS });
  const state = () => mock.snapshot() as IqState;
  return {
    name: 'IQ',
    server,
    async begin() {
      mock.reset();
      // Beside the token and the role that he has from the start.
      const userOrGroupName = 'bob';
      mock.seed({
        memberships: [
          { roleId: OWNER, ownerType: 'organization', ownerId: SANDBOX, userOrGroupName },
          { roleId: OWNER, ownerType: 'application', ownerId: WEBGOAT, userOrGroupName },
          { roleId: POLICY_ADMINISTRATOR, ownerType: 'global', userOrGroupName },
        ],
      });
    },
    deprovision: (given) => users.deprovision('bob', given),
    provision: (given) =>
      users.provision(
        {
          username: 'joe',
          password: PASSWORD,
          firstName: 'Joe',
          lastName: 'Doe',
          email: 'joe@example.com',
          roles: [
            { role: 'Developer', organization: 'Sandbox' },
            { role: 'Owner', application: 'webgoat' },
          ],
        },
        given,
      ),
    alwaysLeft: [],
    async expectGone(title) {
      const { users: all, memberships, userTokens } = state();
      expect(
        all.map(({ username }) => username),
        title,
      ).not.toContain('bob');
      expect(
        memberships.map(({ userOrGroupName }) => userOrGroupName),
        title,
      ).toEqual(['admin']);
      expect(userTokens, title).toEqual([]);
    },
    async expectProvisioned(title) {
      const own = state().memberships.filter(({ userOrGroupName }) => userOrGroupName === 'joe');
      expect(
        own.map(({ ownerId }) => ownerId),
        title,
      ).toEqual([SANDBOX, WEBGOAT]);
    },
    newcomer: { username: 'joe' },
    readsOnly: isGet,
  };
}

/** Who leaves the Qlik sandbox: John, who has an API key and a licence. */
const JOHN = '62716ab404a7bd8626af9bd6';

interface QlikState {
  readonly users: readonly { id: string; subject: string; status: string }[];
  readonly apiKeys: readonly { sub: string; status: string }[];
  readonly licenses: readonly { subject: string }[];
}

async function qlik(mode: 'delete' | 'disable'): Promise<HalfWayCase> {
  const mock = await createMock('qlik', { strict: true });
  const server = await refusingServer((url, init) => mock.fetch(url, init));
  const { users } = createQlik({ baseUrl: server.url, auth: { apiKey: 'sandbox-key' }, ...CALLS });
  const state = () => mock.snapshot() as QlikState;
  return {
    name: mode === 'disable' ? 'Qlik, disabled' : 'Qlik',
    server,
    async begin() {
      mock.reset();
      mock.seed({ apiKeys: [{ id: 'k-2', sub: JOHN, description: 'made for him' }], extend: true });
    },
    deprovision: (given) => users.deprovision({ id: JOHN }, { ...given, mode }),
    provision: (given) =>
      users.provision(
        {
          subject: 'idp\\joe',
          name: 'Joe',
          email: 'joe@example.com',
          roles: ['Developer'],
          groups: ['Finance', { name: 'Auditors', providerType: 'custom' }],
        },
        { ...given, verify: true },
      ),
    alwaysLeft: mode === 'disable' ? ['session'] : ['content'],
    async expectGone(title, left = []) {
      const { users: all, apiKeys, licenses } = state();
      const john = all.find(({ id }) => id === JOHN);
      expect(john?.status, title).toBe(mode === 'disable' ? 'disabled' : undefined);
      const active = apiKeys.filter(({ sub, status }) => sub === JOHN && status === 'active');
      expect(active, title).toEqual([]);
      if (left.some(({ what }) => what === 'licence')) return;
      expect(
        licenses.map(({ subject }) => subject),
        title,
      ).not.toContain('john1234');
    },
    async expectProvisioned(title) {
      expect(state().users, title).toContainEqual(
        expect.objectContaining({
          subject: 'idp\\joe',
          assignedRoles: [expect.objectContaining({ name: 'Developer' })],
          assignedGroups: [
            expect.objectContaining({ name: 'Finance' }),
            expect.objectContaining({ name: 'Auditors' }),
          ],
        }),
      );
    },
    newcomer: { subject: 'idp\\joe' },
    readsOnly: isGet,
  };
}

async function qualysSaq(): Promise<HalfWayCase> {
  const mock = await createMock('qualys-saq', { strict: true });
  const server = await refusingServer((url, init) => mock.fetch(url, init));
  const { users } = createQualysSaq({
    baseUrl: server.url,
    auth: { username: 'sandbox', password: 'sandbox' },
    ...CALLS,
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
