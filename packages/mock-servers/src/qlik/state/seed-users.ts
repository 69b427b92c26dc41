import { INVITE_LIFETIME_MS, isoTime, type StoredUser } from './model.js';
import { SEED_TIME, seedCatalogue, TENANT_ID } from './seed-catalogue.js';

/** The user behind `Bearer sandbox-key`. */
export const SEED_ME = '626949b9017b657805080bbd';

const blank = {
  picture: '',
  tenantId: TENANT_ID,
  locale: 'en',
  zoneinfo: 'America/Halifax',
  preferredLocale: 'en',
  preferredZoneinfo: 'America/Halifax',
  createdAt: SEED_TIME,
  lastUpdatedAt: SEED_TIME,
  roleIds: [],
  groupIds: [],
  assignedScopes: [],
} as const satisfies Partial<StoredUser>;

/**
 * Ids, names, picture and dates are the document's; the filters of its examples find these users. Subjects and emails
 * are others, so that its create request can be sent to a fresh tenant.
 */
export function seedUsers(now: number): StoredUser[] {
  return [
    {
      ...blank,
      id: '62716ab404a7bd8626af9bd6',
      name: 'John Smith',
      email: 'john@corp.example',
      status: 'active',
      subject: 'john1234',
      picture: 'https://corp.example/docs/jsmith.png',
      preferredLocale: 'en_US_POSIX',
      roleIds: [roleId('Developer')],
      groupIds: ['507f191e810c19729de860eb'],
    },
    {
      ...blank,
      id: '62716ac4c7e500e13ff5fa22',
      name: 'Bob',
      email: 'bob@corp.example',
      status: 'disabled',
      subject: 'bob1234',
      roleIds: [roleId('SharedSpaceCreator')],
    },
    {
      ...blank,
      id: SEED_ME,
      name: 'Alice',
      email: 'alice@corp.example',
      status: 'active',
      subject: 'alice1234',
      roleIds: [roleId('TenantAdmin'), roleId('Developer')],
      assignedScopes: ['admin.users'],
    },
    {
      ...blank,
      id: '626949bf017b657805080bbe',
      name: 'Carol',
      email: 'carol@corp.example',
      status: 'invited',
      subject: 'c35f4b70-3ce4-4a30-b62b-2aef16943bc4',
      createdAt: isoTime(now),
      lastUpdatedAt: isoTime(now),
      inviteExpiresAt: now + INVITE_LIFETIME_MS,
    },
    {
      ...blank,
      id: '62716ad1c7e500e13ff5fa23',
      name: 'Nightly Reload',
      email: 'nightly.reload@corp.example',
      status: 'active',
      subject: 'qlikbot\\nightly-reload',
      roleIds: [roleId('DataAdmin'), roleId('Report Author')],
      groupIds: ['507f191e810c19729de860ec'],
      clientId: 'f0e92f326ac77427df155940fec39e6a',
    },
  ];
}

/** Users to page through: `User 00001` and on, mostly active, every tenth disabled. */
export function generatedUsers(count: number): StoredUser[] {
  return Array.from({ length: count }, (_, index) => {
    const number = String(index + 1).padStart(5, '0');
    return {
      ...blank,
      id: `63000000${(index + 1).toString(16).padStart(16, '0')}`,
      name: `User ${number}`,
      email: `user${number}@corp.example`,
      status: (index + 1) % 10 === 0 ? 'disabled' : 'active',
      subject: `user-${number}`,
      roleIds: [roleId('Developer')],
    };
  });
}

function roleId(name: string): string {
  const role = seedCatalogue.role({ name });
  if (role === undefined) throw new Error(`The seed names the role "${name}", which the catalogue lacks`);
  return role.id;
}
