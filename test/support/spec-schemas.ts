import type { Spec, SpecNode } from './spec-document.js';

/** The names of all properties in the schemas and everything they refer to, patterns of names included. */
export function propertyNames(spec: Spec, schemas: readonly SpecNode[]): Set<string> {
  const names = new Set<string>();
  const seen = new Set<unknown>();

  function visit(node: unknown): void {
    if (typeof node !== 'object' || node === null) return;
    const resolved = Array.isArray(node) ? node : spec.resolve(node);
    if (seen.has(resolved)) return;
    seen.add(resolved);
    if (!Array.isArray(resolved)) {
      for (const name of Object.keys((resolved.properties ?? {}) as object)) names.add(name);
    }
    for (const child of Object.values(resolved)) visit(child);
  }

  for (const schema of schemas) visit(schema);
  return names;
}

/** The names of all members of a value, however deep. */
export function memberNames(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = Array.isArray(value) ? [] : Object.keys(value);
  return [...own, ...Object.values(value).flatMap(memberNames)];
}

/** A value that a parameter of this schema must refuse; `undefined` when its schema takes any text. */
export function refusedValue(schema: SpecNode): unknown {
  if (Array.isArray(schema.enum)) return 'no-such-value';
  const { items } = schema as { items?: SpecNode };
  if (schema.type === 'array' && Array.isArray(items?.enum)) return ['no-such-value'];
  if (schema.type === 'integer' || schema.type === 'boolean') return 'some-text';
  if (typeof schema.pattern === 'string') return 'no such value';
  return undefined;
}
