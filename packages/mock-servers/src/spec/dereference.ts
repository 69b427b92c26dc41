type Json = Record<string, unknown>;

/**
 * A copy of a document in which what a `$ref` names stands in its place, and what refers to itself is circular. Members
 * beside a `$ref` go before those that it names. Our documents refer to nothing outside of themselves.
 * @throws Error that names a `$ref` that leads nowhere.
 */
export function dereference(document: Json): Json {
  const copies = new Map<object, unknown>();

  function copy(value: unknown): unknown {
    if (typeof value !== 'object' || value === null) return value;
    if (copies.has(value)) return copies.get(value);
    if (Array.isArray(value)) {
      const list: unknown[] = [];
      copies.set(value, list);
      for (const item of value) list.push(copy(item));
      return list;
    }
    const { $ref, ...others } = value as Json;
    const hasOthers = Object.keys(others).length > 0;
    if (typeof $ref === 'string' && !hasOthers) {
      const target = copy(find($ref));
      copies.set(value, target);
      return target;
    }
    const members: Json = {};
    copies.set(value, members);
    for (const [name, inner] of Object.entries(others)) members[name] = copy(inner);
    if (typeof $ref === 'string') Object.assign(members, { ...(copy(find($ref)) as Json), ...members });
    return members;
  }

  function find(ref: string): unknown {
    let value: unknown = document;
    for (const part of ref.replace(/^#\//, '').split('/')) {
      const name = decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~');
      value = (value as Json | undefined)?.[name];
    }
    if (!ref.startsWith('#/') || value === undefined) throw new Error(`The document has nothing at ${ref}`);
    return value;
  }

  return copy(document) as Json;
}
