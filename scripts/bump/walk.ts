import { isObject, type Json, pointer, resolve } from './document.ts';

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
  for (let at = 0; at < path.length; at += 1) {
    const step = path[at] as string | number;
    const resolved = resolve(document, node);
    if (resolved.ref) {
      ref = resolved.ref;
      rest = [];
    }
    parent = merged(document, resolved.node);
    // The differ reads `$ref` with a description beside it as `allOf` of the two.
    if (step === 'allOf' && isObject(parent) && !('allOf' in parent)) {
      node = parent;
      at += 1;
      continue;
    }
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
  let all: Json = {};
  for (const member of [...node.allOf, { ...node, allOf: undefined }]) {
    const view = merged(document, resolve(document, member).node) as Json;
    all = {
      ...all,
      ...view,
      properties: { ...(all.properties as Json), ...(view.properties as Json) },
      required: [...((all.required as string[]) ?? []), ...((view.required as string[]) ?? [])],
    };
  }
  return all;
}
