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

/** A role or group by id or by name; every member that is given has to fit. */
export interface Reference {
  id?: string;
  name?: string;
  /** Of groups. */
  providerType?: string;
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
    const { providerType } = reference;
    return this.groups.find(
      (group) =>
        matches(group, reference) && (providerType === undefined || group.providerType === providerType),
    );
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
  const { id, name, providerType } = value as Record<string, unknown>;
  const given = Object.entries({ id, name, providerType }).filter(([, member]) => member !== undefined);
  if (!given.every(([, member]) => typeof member === 'string')) return undefined;
  if (id === undefined && name === undefined) return undefined;
  return Object.fromEntries(given);
}

function matches(entry: { id: string; name: string }, { id, name }: Reference): boolean {
  return (id === undefined || entry.id === id) && (name === undefined || entry.name === name);
}
