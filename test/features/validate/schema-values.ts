import fc from 'fast-check';

export type SchemaNode = Readonly<Record<string, unknown>>;

/** Values that a schema of our specs allows, made from the spec itself and not from what was generated of it. */
export function valuesOf(
  schema: SchemaNode,
  schemas: Readonly<Record<string, SchemaNode>>,
): fc.Arbitrary<unknown> {
  return build(schema, 0);

  function build(node: SchemaNode, depth: number): fc.Arbitrary<unknown> {
    if (typeof node.$ref === 'string') {
      return build(schemas[node.$ref.split('/').at(-1) as string] as SchemaNode, depth);
    }
    if (node.allOf)
      return object(joined([...(node.allOf as SchemaNode[]), { ...node, allOf: undefined }]), depth);
    if (node.anyOf) return fc.oneof(...(node.anyOf as SchemaNode[]).map((part) => build(part, depth)));
    if (node.const !== undefined) return fc.constant(node.const);
    if (node.enum) return fc.constantFrom(...(node.enum as unknown[]));
    const types = [node.type ?? 'object'].flat() as string[];
    return fc.oneof(...types.map((type) => ofType(type, node, depth)));
  }

  function ofType(type: string, node: SchemaNode, depth: number): fc.Arbitrary<unknown> {
    const { minimum = -1000, maximum = 1e12 } = node as { minimum?: number; maximum?: number };
    switch (type) {
      case 'null':
        return fc.constant(null);
      case 'boolean':
        return fc.boolean();
      case 'integer':
        return fc.integer({ min: minimum, max: Math.min(maximum, 2 ** 31 - 1) });
      case 'number':
        return fc.double({ min: minimum, max: maximum, noNaN: true });
      case 'string':
        if (node.format !== 'date-time') return fc.string();
        return fc
          .date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true })
          .map((date) => date.toISOString());
      case 'array':
        return fc.array(build((node.items ?? {}) as SchemaNode, depth + 1), { maxLength: 3 });
      default:
        return object(node, depth);
    }
  }

  function object(node: SchemaNode, depth: number): fc.Arbitrary<object> {
    const properties = Object.entries((node.properties ?? {}) as Record<string, SchemaNode>);
    const known = fc.record(
      Object.fromEntries(properties.map(([name, part]) => [name, build(part, depth + 1)])),
      {
        requiredKeys: ((node.required ?? []) as string[]).filter((name) =>
          properties.some(([key]) => key === name),
        ),
      },
    );
    if (typeof node.additionalProperties !== 'object') return known;
    const others = fc.dictionary(
      fc.stringMatching(/^[a-z]{1,5}$/),
      build(node.additionalProperties as SchemaNode, depth + 1),
      { maxKeys: 3 },
    );
    return fc.tuple(others, known).map(([extra, own]) => ({ ...extra, ...own }));
  }

  /** Parts of an allOf as one object: a later part may narrow a property of an earlier one, as our specs do. */
  function joined(parts: readonly SchemaNode[]): SchemaNode {
    const own = parts.map((part) =>
      typeof part.$ref === 'string' ? (schemas[part.$ref.split('/').at(-1) as string] as SchemaNode) : part,
    );
    return {
      type: 'object',
      properties: Object.assign({}, ...own.map((part) => part.properties ?? {})),
      required: own.flatMap((part) => (part.required ?? []) as string[]),
    };
  }
}

/** The JSONPath of every string, number and boolean of a value. */
export function scalarPaths(value: unknown, path = '$'): string[] {
  if (value === null || value === undefined) return [];
  if (typeof value !== 'object') return [path];
  if (Array.isArray(value)) return value.flatMap((item, index) => scalarPaths(item, `${path}[${index}]`));
  return Object.entries(value).flatMap(([name, item]) => scalarPaths(item, `${path}.${name}`));
}

/** A copy with another value at a JSONPath. */
export function replaced(value: unknown, path: string, by: unknown): unknown {
  const steps = [...path.matchAll(/\.(\w+)|\[(\d+)\]/g)].map((match) => match[1] ?? Number(match[2]));
  const copy = { $: structuredClone(value) } as Record<string | number, unknown>;
  let at = copy;
  let last: string | number = '$';
  for (const step of steps) {
    at = at[last] as Record<string | number, unknown>;
    last = step;
  }
  at[last] = by;
  return copy.$;
}
