import type { Filter } from '../protocol/filter/ast.js';

/** The one person that a filter can mean. */
export interface Named {
  by: 'id' | 'externalId' | 'login' | 'address';
  value: string;
}

/**
 * Finds the part of a filter that names one person: `userName eq`, `externalId eq`, `id eq`, `emails[… value eq …]`, alone
 * or joined to others by `and`. What a provider asks before each write, and so what must not read a whole vendor.
 */
export function named(filter: Filter): Named | undefined {
  if (filter.kind === 'and') {
    for (const part of filter.of) {
      const found = named(part);
      if (found) return found;
    }
    return undefined;
  }
  if (filter.kind === 'some') return named(filter.where);
  if (filter.kind !== 'compare' || filter.operator !== 'eq' || typeof filter.value !== 'string')
    return undefined;
  const { path } = filter.attribute;
  if (filter.value === '') return undefined;
  if (path === 'userName') return { by: 'login', value: filter.value };
  if (path === 'emails.value') return { by: 'address', value: filter.value };
  if (path === 'id' || path === 'externalId') return { by: path, value: filter.value };
  return undefined;
}
