import { isObject, type Json, mergeAll, pointer, resolve } from './document.ts';

/** Where a path of the differ stands in the spec: the last shared component on the way, and what follows it. */
export interface Walked {
  /** The node, when the path ends inside this document. */
  readonly node: unknown;
  readonly parent: unknown;
  /** `#/components/…` of the last reference followed before the last step. */
  readonly ref: string | undefined;
  /** Steps after that reference, or from the start. */
  readonly rest: readonly (string | number)[];
}

/** Goes from `start` along `path`, through references and the members of `allOf`, as the differ went. */
export function walk(document: Json, start: unknown, path: readonly (string | number)[]): Walked {
  let node: unknown = start;
  let parent: unknown;
  let ref: string | undefined;
  let rest: (string | number)[] = [];
  for (const step of path) {
    const resolved = resolve(document, node);
    const beside =
      resolved.ref !== undefined && isObject(node) && step in node && !(step in (resolved.node as Json));
    if (resolved.ref && !beside) {
      ref = resolved.ref;
      rest = [];
    }
    parent = beside ? node : merged(document, resolved.node);
    node = isObject(parent) || Array.isArray(parent) ? (parent as Json)[step] : undefined;
    rest.push(step);
  }
  return { node: resolve(document, node).node, parent, ref, rest };
}

/** JSON pointer of a walked place; `start` is where the walk began. */
export function pointerOf({ ref, rest }: Walked, start: string): string {
  // The members of a set have no place of their own: the set's is theirs.
  const sets = /^(enum|required|type|known)$/;
  const place = typeof rest.at(-1) === 'number' && sets.test(String(rest.at(-2))) ? rest.slice(0, -1) : rest;
  return `${ref ?? start}${pointer(...place)}`;
}

function merged(document: Json, node: unknown): unknown {
  if (!isObject(node) || !Array.isArray(node.allOf)) return node;
  return mergeAll(
    node,
    node.allOf.map((each) => merged(document, resolve(document, each).node)),
  );
}
