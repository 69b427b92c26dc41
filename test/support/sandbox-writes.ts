import type { BulkReport } from '@rollcall/facade';
import { createIq } from '@rollcall/facade/iq';
import { createQlik } from '@rollcall/facade/qlik';
import { createQRadar } from '@rollcall/facade/qradar';
import { createQualysSaq } from '@rollcall/facade/qualys-saq';
import type { Vendor } from '@rollcall/mock-servers';
import type { FakeClock } from './clock.js';

type Fields = Readonly<Record<string, unknown>>;

/** One write of a verb, of whose fields a sandbox ignores one. */
export interface SandboxWrite {
  readonly verb: string;
  /** The spec's operation whose fields these are; undefined where a verb writes a part of them only. */
  readonly operationId?: string;
  readonly asked: Fields;
  /** What the vendor takes in the place of a field that it cannot do without. */
  readonly instead?: Fields;
  /** Fields of which no answer says anything, or that the verb itself refuses. */
  readonly unsaid?: readonly string[];
  /** By which the answer is recognised: another one is no ignored field, but another record. */
  readonly identity?: string;
  /** True where the vendor answers nothing: only `verify` tells. */
  readonly isSilent?: boolean;
  send(url: string, options: { readonly verify?: boolean }, clock: FakeClock): Promise<unknown>;
}

/** A sandbox and the writes that it takes. */
export interface WritableSandbox {
  readonly name: string;
  readonly vendor: Vendor;
  readonly vendorOptions?: Readonly<Record<string, unknown>>;
  readonly writes: readonly SandboxWrite[];
}

const PASSWORD = 'N3w-P@ssw0rd';
const qradarAt = (baseUrl: string, clock: FakeClock, resources?: 'guide' | 'ibm') =>
  createQRadar({
    baseUrl,
    clock,
    // Of a service's own token a console takes less (IBM).
    auth: { username: 'admin', password: 'admin123' },
    retry: false,
    ...(resources ? { resources } : {}),
  });

const PERSON = {
  email: 'Jane@example.com',
  tenant_id: 1,
  description: 'New here',
  locale_id: 'de_DE',
};
const GUIDE = {
  ...PERSON,
  first_name: 'Jane',
  last_name: 'Roe',
  user_role: { id: 3 },
  security_profile: { id: 2 },
};
const SWITCHES = {
  enable_popup_notifications: false,
  allow_system_authentication_fallback: true,
  local_only_account: true,
  inactivity_timeout: 1_200_000,
};
const STAGED = { ...PERSON, ...SWITCHES, user_role_id: 3, security_profile_id: 2 };
const CREATED = { username: 'jane', password: PASSWORD };
const IN_PLACE = { username: 'somebody', email: 'other@example.com' };
const ROLES_IN_PLACE = { user_role: { id: 2 }, security_profile: { id: 1 } };
const ROLE_IDS_IN_PLACE = { user_role_id: 2, security_profile_id: 1 };
const SERVICE = {
  label: 'Nightly',
  user_role_id: 3,
  security_profile_id: 2,
  tenant_id: 1,
  expiration_date: Date.parse('2099-01-01T00:00:00Z'),
};

export const WRITABLE_SANDBOXES: readonly WritableSandbox[] = [
  {
    name: "QRadar with the guide's resources",
    vendor: 'qradar',
    vendorOptions: { resources: 'guide' },
    writes: [
      {
        verb: 'users.create',
        operationId: 'createUser',
        asked: { ...CREATED, ...GUIDE, inactivity_timeout: 20 },
        instead: { ...IN_PLACE, ...ROLES_IN_PLACE },
        unsaid: ['password'],
        identity: 'username',
        send: (url, options, clock) =>
          qradarAt(url, clock).users.create({ ...CREATED, ...GUIDE, inactivity_timeout: 20 }, options),
      },
      {
        verb: 'users.provision',
        asked: { ...GUIDE, inactivity_timeout: 20 },
        instead: { ...IN_PLACE, ...ROLES_IN_PLACE },
        send(url, options, clock) {
          const { user_role: _, security_profile: __, ...person } = GUIDE;
          const named = { role: 'Reader', securityProfile: 'SOC Team', inactivity_timeout: 20 };
          return qradarAt(url, clock).users.provision({ ...CREATED, ...person, ...named }, options);
        },
      },
      {
        verb: 'users.update',
        operationId: 'updateUser',
        asked: { username: 'renamed', password: PASSWORD, ...GUIDE, inactivity_timeout: 20 },
        // The guide has none of IBM's switches.
        unsaid: ['password', 'old_password', ...Object.keys(SWITCHES)],
        send: (url, options, clock) =>
          qradarAt(url, clock).users.update(
            1001,
            {
              username: 'renamed',
              password: PASSWORD,
              ...GUIDE,
              inactivity_timeout: 20,
            } as never,
            options,
          ),
      },
      {
        verb: 'users.createMany',
        asked: { ...CREATED, ...GUIDE, inactivity_timeout: 20 },
        instead: { ...IN_PLACE, ...ROLES_IN_PLACE },
        unsaid: ['password'],
        identity: 'username',
        send: (url, options, clock) =>
          each(
            qradarAt(url, clock).users.createMany(
              [{ ...CREATED, ...GUIDE, inactivity_timeout: 20 }],
              options,
            ),
          ),
      },
      {
        verb: 'users.updateMany',
        asked: GUIDE,
        send: (url, options, clock) =>
          each(qradarAt(url, clock).users.updateMany([{ id: 1001, patch: GUIDE }], options)),
      },
      {
        verb: 'users.changeRole',
        asked: { user_role: { id: 3 } },
        send: (url, options, clock) => qradarAt(url, clock).users.changeRole('jdoe', 'Reader', options),
      },
    ],
  },
  {
    name: "QRadar with IBM's resources",
    vendor: 'qradar',
    vendorOptions: { resources: 'ibm' },
    writes: [
      {
        verb: 'staged.users.create',
        operationId: 'createStagedUser',
        asked: { ...CREATED, ...STAGED },
        instead: { ...IN_PLACE, ...ROLE_IDS_IN_PLACE },
        unsaid: ['password'],
        send: (url, options, clock) =>
          qradarAt(url, clock).staged.users.create({ ...CREATED, ...STAGED }, options),
      },
      {
        verb: 'staged.users.update',
        operationId: 'updateStagedUser',
        asked: { ...STAGED, password: PASSWORD },
        unsaid: ['password', 'old_password'],
        send: (url, options, clock) =>
          qradarAt(url, clock).staged.users.update(1001, { ...STAGED, password: PASSWORD }, options),
      },
      {
        verb: 'users.provision, deployed',
        asked: { ...PERSON, user_role_id: 3, security_profile_id: 2, inactivity_timeout: 1_200_000 },
        instead: { ...IN_PLACE, ...ROLE_IDS_IN_PLACE },
        send: (url, options, clock) =>
          qradarAt(url, clock).users.provision(
            { ...CREATED, ...PERSON, role: 'Reader', securityProfile: 'SOC Team', inactivity_timeout: 20 },
            { ...options, deploy: true },
          ),
      },
      {
        verb: 'users.update at once',
        asked: { email: PERSON.email, locale_id: PERSON.locale_id, ...SWITCHES },
        send: (url, options, clock) =>
          qradarAt(url, clock).users.update(
            1001,
            { email: PERSON.email, locale_id: PERSON.locale_id, ...SWITCHES },
            options,
          ),
      },
      {
        verb: 'users.update, staged and deployed',
        asked: { user_role_id: 3, security_profile_id: 2, tenant_id: 1, description: 'New here' },
        send: (url, options, clock) =>
          qradarAt(url, clock).users.update(
            1001,
            { user_role: { id: 3 }, security_profile: { id: 2 }, tenant_id: 1, description: 'New here' },
            { ...options, deploy: true },
          ),
      },
      {
        verb: 'users.changeRole, deployed',
        asked: { user_role_id: 3 },
        send: (url, options, clock) =>
          qradarAt(url, clock).users.changeRole('jdoe', 'Reader', { ...options, deploy: true }),
      },
      {
        verb: 'authorizedServices.create',
        operationId: 'createAuthorizedService',
        asked: SERVICE,
        instead: ROLE_IDS_IN_PLACE,
        unsaid: ['label'],
        send: (url, options, clock) => qradarAt(url, clock).authorizedServices.create(SERVICE, options),
      },
      {
        verb: 'authorizedServices.update',
        operationId: 'updateAuthorizedService',
        asked: SERVICE,
        instead: { label: 'old', ...ROLE_IDS_IN_PLACE },
        async send(url, options, clock) {
          const { authorizedServices } = qradarAt(url, clock);
          const { id } = await authorizedServices.create({
            label: 'old',
            user_role_id: 2,
            security_profile_id: 1,
          });
          return authorizedServices.update(id as number, SERVICE, options);
        },
      },
    ],
  },
  {
    name: 'IQ',
    vendor: 'iq',
    writes: [
      {
        verb: 'users.create',
        operationId: 'createUser',
        asked: {
          username: 'ted',
          password: PASSWORD,
          firstName: 'Ted',
          lastName: 'Baker',
          email: 'Ted@x.org',
        },
        instead: { username: 'somebody', firstName: 'Some', lastName: 'Body', email: 'some@x.org' },
        unsaid: ['password', 'realm'],
        identity: 'username',
        isSilent: true,
        send: (url, options) =>
          iqAt(url).users.create(
            { username: 'ted', password: PASSWORD, firstName: 'Ted', lastName: 'Baker', email: 'Ted@x.org' },
            options,
          ),
      },
      {
        verb: 'users.provision',
        asked: { firstName: 'Ted', lastName: 'Baker', email: 'Ted@x.org' },
        instead: { firstName: 'Some', lastName: 'Body', email: 'some@x.org' },
        send: (url, options) =>
          iqAt(url).users.provision(
            { username: 'ted', password: PASSWORD, firstName: 'Ted', lastName: 'Baker', email: 'Ted@x.org' },
            options,
          ),
      },
      {
        verb: 'users.update',
        operationId: 'updateUser',
        asked: { firstName: 'Robert', lastName: 'Smyth', email: 'Robert@x.org' },
        unsaid: ['username', 'password', 'realm'],
        send: (url, options) =>
          iqAt(url).users.update(
            'bob',
            { firstName: 'Robert', lastName: 'Smyth', email: 'Robert@x.org' },
            options,
          ),
      },
      {
        verb: 'users.createMany',
        asked: { username: 'ted', firstName: 'Ted', lastName: 'Baker', email: 'Ted@x.org' },
        instead: { username: 'somebody', firstName: 'Some', lastName: 'Body', email: 'some@x.org' },
        identity: 'username',
        isSilent: true,
        send: (url, options) =>
          each(
            iqAt(url).users.createMany(
              [
                {
                  username: 'ted',
                  password: PASSWORD,
                  firstName: 'Ted',
                  lastName: 'Baker',
                  email: 'Ted@x.org',
                },
              ],
              options,
            ),
          ),
      },
      {
        verb: 'users.updateMany',
        asked: { firstName: 'Robert', email: 'Robert@x.org' },
        send: (url, options) =>
          each(
            iqAt(url).users.updateMany(
              [{ username: 'bob', patch: { firstName: 'Robert', email: 'Robert@x.org' } }],
              options,
            ),
          ),
      },
    ],
  },
  {
    name: 'Qlik',
    vendor: 'qlik',
    writes: [
      {
        verb: 'users.create',
        operationId: 'createUser',
        asked: {
          name: 'Jane',
          email: 'Jane@corp.example',
          subject: 'idp|jane',
          picture: 'https://corp.example/jane.png',
          assignedRoles: [{ name: 'Developer' }],
        },
        instead: { subject: 'somebody', email: 'other@corp.example' },
        // Roles go by assignedRoles; another tenant or status is refused.
        unsaid: ['roles', 'tenantId', 'status'],
        identity: 'subject',
        send: (url, options) =>
          qlikAt(url).users.create(
            {
              name: 'Jane',
              email: 'Jane@corp.example',
              subject: 'idp|jane',
              picture: 'https://corp.example/jane.png',
              assignedRoles: [{ name: 'Developer' }],
            },
            options,
          ),
      },
      {
        verb: 'users.provision',
        asked: {
          name: 'Jane',
          email: 'Jane@corp.example',
          assignedRoles: 'Developer',
          assignedGroups: 'Auditors',
        },
        instead: { assignedRoles: [{ name: 'DataAdmin' }] },
        send: (url, options) =>
          qlikAt(url).users.provision(
            {
              subject: 'idp|jane',
              name: 'Jane',
              email: 'Jane@corp.example',
              roles: ['Developer'],
              groups: ['Auditors'],
            },
            options,
          ),
      },
      {
        verb: 'users.update',
        asked: {
          name: 'Jon',
          email: 'Jon@corp.example',
          status: 'disabled',
          assignedRoles: [{ name: 'DataAdmin' }],
          assignedGroups: [{ name: 'Auditors', providerType: 'custom' }],
          preferredZoneinfo: 'Europe/Zurich',
          preferredLocale: 'de',
        },
        isSilent: true,
        send: (url, options) =>
          qlikAt(url).users.update(
            '62716ab404a7bd8626af9bd6',
            {
              name: 'Jon',
              email: 'Jon@corp.example',
              status: 'disabled',
              assignedRoles: [{ name: 'DataAdmin' }],
              assignedGroups: [{ name: 'Auditors', providerType: 'custom' }],
              preferredZoneinfo: 'Europe/Zurich',
              preferredLocale: 'de',
            },
            options,
          ),
      },
      {
        verb: 'users.createMany',
        asked: { subject: 'idp|jane', name: 'Jane', email: 'Jane@corp.example' },
        instead: { subject: 'somebody' },
        identity: 'subject',
        send: (url, options) =>
          each(
            qlikAt(url).users.createMany(
              [{ subject: 'idp|jane', name: 'Jane', email: 'Jane@corp.example' }],
              options,
            ),
          ),
      },
      {
        verb: 'users.updateMany',
        asked: { name: 'Jon', status: 'disabled' },
        isSilent: true,
        send: (url, options) =>
          each(
            qlikAt(url).users.updateMany(
              [{ id: '62716ab404a7bd8626af9bd6', patch: { name: 'Jon', status: 'disabled' } }],
              options,
            ),
          ),
      },
    ],
  },
  {
    name: 'Qualys SAQ',
    vendor: 'qualys-saq',
    writes: [
      {
        verb: 'users.create',
        operationId: 'createUsers',
        asked: JOE(),
        instead: { firstName: 'Some', lastName: 'Body', emailAddress: 'some@x.org' },
        unsaid: ['company'],
        identity: 'emailAddress',
        send: (url, options) => saqAt(url).users.create(JOE(), options),
      },
      {
        verb: 'users.provision',
        asked: JOE(),
        instead: { firstName: 'Some', lastName: 'Body', emailAddress: 'some@x.org' },
        unsaid: ['company'],
        identity: 'emailAddress',
        send: (url, options) =>
          saqAt(url).users.provision({ ...JOE(), tags: ['Malware Domain Assets'] }, options),
      },
      {
        verb: 'users.update',
        operationId: 'updateUser',
        asked: JOE(),
        unsaid: ['company', 'id'],
        // Ids alone are answered (unconfirmed).
        isSilent: true,
        send: (url, options) => saqAt(url).users.update('404592', JOE(), options),
      },
      {
        verb: 'users.createMany',
        asked: JOE(),
        instead: { firstName: 'Some', lastName: 'Body', emailAddress: 'some@x.org' },
        unsaid: ['company'],
        identity: 'emailAddress',
        send: (url, options) => each(saqAt(url).users.createMany([JOE()], options)),
      },
      {
        verb: 'users.updateMany',
        asked: JOE(),
        unsaid: ['company'],
        isSilent: true,
        send: (url, options) => each(saqAt(url).users.updateMany([{ id: '404592', patch: JOE() }], options)),
      },
    ],
  },
];

/** The report of a bulk write, or the error of the one item that failed. */
async function each<Report extends BulkReport<unknown>>(running: Promise<Report>): Promise<Report> {
  const report = await running;
  for (const result of report.results) if (result.status === 'failed') throw result.error;
  return report;
}

function JOE() {
  return {
    firstName: 'Joe',
    lastName: 'Doe',
    company: 'abc',
    title: 'CISO',
    emailAddress: 'Joe@x.org',
    tags: { set: [{ id: '7513412' }] },
  };
}

function iqAt(baseUrl: string) {
  return createIq({ baseUrl, auth: { username: 'admin', password: 'admin123' }, retry: false });
}

function qlikAt(baseUrl: string) {
  return createQlik({ baseUrl, auth: { apiKey: 'sandbox-key' }, retry: false });
}

function saqAt(baseUrl: string) {
  return createQualysSaq({ baseUrl, auth: { username: 'sandbox', password: 'sandbox' }, retry: false });
}
