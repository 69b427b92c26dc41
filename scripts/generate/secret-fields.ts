type Json = Record<string, unknown>;

/** The names of all properties that are marked `x-secret`, wherever in a schema they stand, sorted. */
export function secretFields(schemas: Record<string, Json>): string[] {
  const names = new Set<string>();
  const visit = (node: unknown): void => {
    if (node === null || typeof node !== 'object') return;
    for (const [name, property] of Object.entries(
      ((node as Json).properties ?? {}) as Record<string, Json>,
    )) {
      if (property['x-secret'] === true) names.add(name);
    }
    for (const each of Object.values(node)) visit(each);
  };
  visit(schemas);
  return [...names].sort();
}
