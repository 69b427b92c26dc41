import { isObject, type Json } from '../protocol/json.js';
import type { BulkOperation } from './read-bulk.js';

const PREFIX = 'bulkId:';

/** The bulkIds that an operation needs before it is done, in its path and in its data: RFC 7644 3.7.2. */
export function referencesOf({ path, data }: BulkOperation): string[] {
  const found = new Set(path.split('/').flatMap(referenceIn));
  const look = (value: Json): void => {
    if (typeof value === 'string') for (const id of referenceIn(value)) found.add(id);
    else if (Array.isArray(value)) value.forEach(look);
    else if (isObject(value)) Object.values(value).forEach(look);
  };
  if (data !== undefined) look(data);
  return [...found];
}

const referenceIn = (text: string): string[] => (text.startsWith(PREFIX) ? [text.slice(PREFIX.length)] : []);

/** The operation with the ids that are known by now. What is not known stays, and is judged where it stands. */
export function withIds(operation: BulkOperation, ids: ReadonlyMap<string, string>): BulkOperation {
  const idFor = (text: string) => referenceIn(text).flatMap((bulkId) => ids.get(bulkId) ?? [])[0] ?? text;
  const fill = (value: Json): Json => {
    if (typeof value === 'string') return idFor(value);
    if (Array.isArray(value)) return value.map(fill);
    if (!isObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, fill(inner)]));
  };
  return {
    ...operation,
    path: operation.path.split('/').map(idFor).join('/'),
    ...(operation.data !== undefined && { data: fill(operation.data) }),
  };
}
