import { Catalogue, SYSTEM_ROLES } from './catalogue.js';
import type { Group, Role } from './model.js';

/** The tenant of the document's create example. */
export const TENANT_ID = 'q3VRZ4YMixRaLKEPhkZWM-XMIDN7cO8f';

/** Of everything that is there from the start. */
export const SEED_TIME = '2018-10-30T07:06:22Z';

const AT_START = { tenantId: TENANT_ID, createdAt: SEED_TIME, lastUpdatedAt: SEED_TIME };

/** The role and the group of the document's example carry its ids; the other ids are made up. */
export const seedCatalogue = new Catalogue(
  [
    ...SYSTEM_ROLES.map((name, index): Role => {
      const id = name === 'Developer' ? '507f191e810c19729de860ea' : `507f191e810c19729de860e${index}`;
      const level = name.endsWith('Admin') ? 'admin' : 'user';
      return { ...AT_START, id, name, type: 'default', level, description: '', permissions: [] };
    }),
    {
      ...AT_START,
      id: '67ac386d2bab6dd4925008e8',
      name: 'Report Author',
      type: 'custom',
      level: 'user',
      description: 'Writes reports.',
      permissions: [],
    },
  ],
  [
    group('507f191e810c19729de860eb', 'Finance', {
      providerType: 'idp',
      roleIds: ['507f191e810c19729de860ea'],
    }),
    group('507f191e810c19729de860ec', 'Auditors', { description: 'Read everything.' }),
    // The group of the spec's examples.
    group('61a5ad1b2e5e4a0001b5c1a1', 'accounting', { description: 'Everybody in accounting' }),
    // Id and name are those of Qlik's only system group (qlik.dev).
    group('000000000000000000000001', 'com.qlik.Everyone', { system: true }),
  ],
);

function group(id: string, name: string, rest: Partial<Group>): Group {
  return {
    ...AT_START,
    id,
    name,
    description: '',
    status: 'active',
    providerType: 'custom',
    roleIds: [],
    ...rest,
  };
}
