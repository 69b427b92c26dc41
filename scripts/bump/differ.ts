import { apiCompare } from 'api-smart-diff';
import { flatten, isObject, type Json, type Operation, operationsOf } from './document.ts';

/** One difference as the differ finds it, within one operation or, without one, in the rest of the document. */
export interface Difference {
  readonly action: 'add' | 'remove' | 'replace' | 'rename';
  /** From the operation or the root on, `$ref`s followed. Of a list that exists in both, the old one's index. */
  readonly path: readonly (string | number)[];
  readonly before: unknown;
  readonly after: unknown;
  readonly operation?: { readonly old: Operation | undefined; readonly new: Operation | undefined };
}

/**
 * Finds the differences of two OpenAPI documents. `api-smart-diff` does the finding: it matches parameters, enum values
 * and alternatives by what they are and not by where they stand. Three things are done here because it gets them wrong
 * for us: references are followed first (it takes a schema with a description beside its `$ref` for another schema),
 * operations are paired by operationId before the route, and what a difference means is `classify.ts`'s affair (the
 * differ calls a response field that is gone harmless and a new value in an answer breaking).
 */
export function differences(oldDocument: Json, newDocument: Json): Difference[] {
  const pairs = pair(operationsOf(oldDocument), operationsOf(newDocument));
  const side = (document: Json, which: keyof Pair): Json => {
    const operations = pairs.flatMap((each, index) => {
      const operation = each[which];
      return operation ? [[`/${index}`, { post: comparable(document, operation) }]] : [];
    });
    const { securitySchemes = {} } = (document.components ?? {}) as Json;
    // A copy without YAML's anchors: the differ marks the objects it has seen.
    return structuredCopy({
      ...document,
      security: undefined,
      paths: Object.fromEntries(operations),
      components: { securitySchemes },
    });
  };
  const { diffs } = quietly(() => apiCompare(side(oldDocument, 'old'), side(newDocument, 'new')));
  return (diffs as unknown as Difference[])
    .flatMap(entries)
    .flatMap(({ action, path, before, after }): Difference[] => {
      const found = { action, before, after };
      if (path[0] !== 'paths') return [{ ...found, path }];
      const operation = pairs[Number(String(path[1]).slice(1))];
      return operation ? [{ ...found, path: path.slice(path.length > 2 ? 3 : 2), operation }] : [];
    });
}

/** A map that one side lacks altogether is one difference to the differ; here each entry is one. */
function entries(difference: Difference): Difference[] {
  const { path, before, after } = difference;
  const value = after ?? before;
  const map =
    ['properties', 'headers', 'content'].includes(String(path.at(-1))) && path.at(-2) !== 'properties';
  if (!map || !isObject(value) || difference.action === 'replace') return [difference];
  return Object.entries(value).map(([key, each]) => ({
    action: difference.action,
    path: [...path, key],
    before: before === undefined ? undefined : each,
    after: after === undefined ? undefined : each,
  }));
}

interface Pair {
  readonly old: Operation | undefined;
  readonly new: Operation | undefined;
}

function pair(oldOnes: readonly Operation[], newOnes: readonly Operation[]): Pair[] {
  const left = new Set(newOnes);
  const take = (found: Operation | undefined) => {
    if (found) left.delete(found);
    return found;
  };
  const byId = new Map(oldOnes.map((one) => [one, take(newOnes.find(({ id }) => id === one.id))]));
  const pairs = oldOnes.map((one): Pair => {
    const renamed = () => [...left].find((other) => route(other) === route(one));
    return { old: one, new: byId.get(one) ?? take(renamed()) };
  });
  return [...pairs, ...[...left].map((one): Pair => ({ old: undefined, new: one }))];
}

/** Two routes are the same whatever their path parameters are called. */
const route = ({ method, path }: Operation): string => `${method} ${path.replace(/\{[^}]*\}/g, '{}')}`;

function comparable(document: Json, { id, method, path, value }: Operation): Json {
  const flat = flatten(document, value) as Json;
  return { ...flat, operationId: id, 'x-route': `${method.toUpperCase()} ${path}` };
}

const structuredCopy = (document: Json): Json => JSON.parse(JSON.stringify(document));

/** The differ logs where its own classification stumbles, which is not used here. It works synchronously. */
function quietly<Result>(run: () => Result): Result {
  const { error } = console;
  console.error = () => {};
  try {
    return run();
  } finally {
    console.error = error;
  }
}
