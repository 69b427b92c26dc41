import type { Group, Role } from './model.js';

/** Qlik's own roles in the document's order: the values of `roles` and of `valid_roles`. */
export const SYSTEM_ROLES = [
  'TenantAdmin',
  'Developer',
  'AnalyticsAdmin',
  'DataAdmin',
  'DataSpaceCreator',
  'ManagedSpaceCreator',
  'SharedSpaceCreator',
] as const;

/** A role or group by id or by name; both when both are given. */
export interface Reference {
  id?: string;
  name?: string;
}

/** The roles and groups that users refer to. */
export class Catalogue {
  readonly roles: readonly Role[];
  readonly groups: readonly Group[];

  constructor(roles: readonly Role[], groups: readonly Group[]) {
    this.roles = roles;
    this.groups = groups;
  }

  role(reference: Reference): Role | undefined {
    return this.roles.find((role) => matches(role, reference));
  }

  group(reference: Reference): Group | undefined {
    return this.groups.find((group) => matches(group, reference));
  }
}

export function isSystemRole(name: string): boolean {
  return (SYSTEM_ROLES as readonly string[]).includes(name);
}

/** How a reference reads in an error. */
export function describeReference({ id, name }: Reference): string {
  return name === undefined ? `the id "${id}"` : `the name "${name}"`;
}

/** `[{id}]` or `[{name}]` of a request, or one of them alone; `undefined` when the value is something else. */
export function parseReferences(value: unknown): Reference[] | undefined {
  const list = Array.isArray(value) ? value : [value];
  const references = list.map(parseReference);
  return references.every((reference) => reference !== undefined) ? references : undefined;
}

function parseReference(value: unknown): Reference | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const { id, name } = value as Record<string, unknown>;
  if (id !== undefined && typeof id !== 'string') return undefined;
  if (name !== undefined && typeof name !== 'string') return undefined;
  if (id === undefined && name === undefined) return undefined;
  return { ...(id === undefined ? {} : { id }), ...(name === undefined ? {} : { name }) };
}

function matches(entry: { id: string; name: string }, { id, name }: Reference): boolean {
  return (id === undefined || entry.id === id) && (name === undefined || entry.name === name);
}

/** The role and the group of the document's example carry its ids; the other ids are made up. */
export const seedCatalogue = new Catalogue(
  [
    ...SYSTEM_ROLES.map((name, index): Role => {
      const id = name === 'Developer' ? '507f191e810c19729de860ea' : `507f191e810c19729de860e${index}`;
      return { id, name, type: 'default', level: name.endsWith('Admin') ? 'admin' : 'user' };
    }),
    { id: '67ac386d2bab6dd4925008e8', name: 'Report Author', type: 'custom', level: 'user' },
  ],
  [
    {
      id: '507f191e810c19729de860eb',
      name: 'Finance',
      providerType: 'idp',
      roleIds: ['507f191e810c19729de860ea'],
    },
    { id: '507f191e810c19729de860ec', name: 'Auditors', providerType: 'custom', roleIds: [] },
  ],
);
