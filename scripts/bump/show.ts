import { isObject, type Json } from './document.ts';

export const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);

/** A value in Markdown, cut where it gets long. */
export function code(value: unknown): string {
  if (value === undefined) return 'not set';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return `\`${text.length > 80 ? `${text.slice(0, 80)}…` : text}\``;
}

/** ` (string or null)`, as far as one word can say it. */
export function describe(schema: unknown): string {
  const { type, $ref, items } = (schema ?? {}) as Json;
  if (typeof $ref === 'string') return ` (${$ref.split('/').pop()})`;
  if (type === 'array' && isObject(items))
    return ` (list of${describe(items) || ' anything'})`.replace('of (', 'of ').replace('))', ')');
  return type === undefined ? '' : ` (${list(type).join(' or ')})`;
}
