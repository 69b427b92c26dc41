/** A parsed OpenAPI document, read as plain JSON: the differ and the walker ask for what they need. */
export type Json = Record<string, unknown>;

const METHODS = ['get', 'put', 'post', 'delete', 'patch', 'head', 'options', 'trace'] as const;

export interface Operation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly value: Json;
}

/** Every operation, with what it inherits written out: the path's parameters and the document's security. */
export function operationsOf(document: Json): Operation[] {
  const found: Operation[] = [];
  for (const [path, item] of Object.entries((document.paths ?? {}) as Record<string, Json>)) {
    for (const method of METHODS) {
      const operation = item[method] as Json | undefined;
      if (!operation) continue;
      const { operationId, security, parameters, ...rest } = operation;
      const id = String(operationId ?? `${method.toUpperCase()} ${path}`);
      const own = (parameters ?? []) as Json[];
      const inherited = ((item.parameters ?? []) as Json[]).filter(
        (each) => !own.some((other) => sameParameter(document, each, other)),
      );
      const value = {
        ...rest,
        parameters: [...inherited, ...own],
        'x-security': alternatives((security ?? document.security ?? []) as Json[]),
      };
      found.push({ id, method, path, value });
    }
  }
  return found;
}

/** Follows `$ref` within the document; a reference that leads nowhere is an error of the spec. */
export function resolve(document: Json, node: unknown): { node: unknown; ref?: string } {
  let ref: string | undefined;
  let current = node;
  for (let hops = 0; isObject(current) && typeof current.$ref === 'string'; hops += 1) {
    if (hops > 20) throw new Error(`${ref} refers to itself`);
    ref = current.$ref;
    current = at(document, ref);
    if (current === undefined) throw new Error(`${ref} leads nowhere in the spec`);
  }
  return ref === undefined ? { node: current } : { node: current, ref };
}

/**
 * The same tree without references: each is replaced by what it refers to, with what stands beside it on top, and the
 * members of `allOf` are one. Where a schema comes to itself again, its name stands for it.
 */
export function flatten(document: Json, node: unknown, above: readonly string[] = []): unknown {
  if (Array.isArray(node)) return node.map((each) => flatten(document, each, above));
  if (!isObject(node)) return node;
  const { $ref, ...beside } = node;
  if (typeof $ref === 'string') {
    if (above.includes($ref)) return { 'x-refers-to': $ref };
    const { node: target } = resolve(document, node);
    return flatten(document, { ...(target as Json), ...beside }, [...above, $ref]);
  }
  const flat = Object.fromEntries(
    Object.entries(node).map(([key, each]) => [key, flatten(document, each, above)]),
  );
  return Array.isArray(flat.allOf) ? mergeAll(flat, flat.allOf) : flat;
}

/** A schema and its `allOf` as one, its own keywords last. */
export function mergeAll({ allOf: _, ...own }: Json, members: readonly unknown[]): Json {
  let all: Json = {};
  for (const member of [...members, own] as Json[]) {
    const properties = { ...(all.properties as Json), ...(member.properties as Json) };
    const required = [
      ...new Set([...((all.required as string[]) ?? []), ...((member.required as string[]) ?? [])]),
    ];
    all = {
      ...all,
      ...member,
      ...(Object.keys(properties).length > 0 && { properties }),
      ...(required.length > 0 && { required }),
    };
  }
  return all;
}

export function isObject(value: unknown): value is Json {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

export function pointer(...segments: readonly (string | number)[]): string {
  return segments.map((each) => `/${String(each).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

function at(document: Json, ref: string): unknown {
  if (!ref.startsWith('#/')) throw new Error(`${ref}: only references within the spec are compared`);
  let node: unknown = document;
  for (const part of ref.slice(2).split('/')) {
    node = (node as Json | undefined)?.[decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~')];
  }
  return node;
}

function sameParameter(document: Json, one: Json, other: Json): boolean {
  const [a, b] = [one, other].map((each) => resolve(document, each).node as Json);
  return a?.in === b?.in && a?.name === b?.name;
}

/** Security as a map from alternative to scopes: which alternatives there are matters, their order does not. */
function alternatives(security: readonly Json[]): Json {
  const named = security.map((each) => [Object.keys(each).sort().join(' + ') || 'none', each] as const);
  return Object.fromEntries(named.length > 0 ? named : [['none', {}]]);
}
