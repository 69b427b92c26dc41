import { apiCompare } from 'api-smart-diff';
import { isObject, type Json, type Operation, operationsOf } from './document.ts';

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
 * Finds the differences of two OpenAPI documents. `api-smart-diff` does the finding: it follows references through
 * cycles, merges `allOf`, and matches parameters, enum values and alternatives by what they are and not by where they
 * stand. What a difference means is `classify.ts`'s affair: the differ judges for a server (it calls a response field
 * that is gone harmless). Operations are paired here, by operationId and then by route, because it pairs by route only.
 */
export function differences(oldDocument: Json, newDocument: Json): Difference[] {
  const pairs = pair(operationsOf(oldDocument), operationsOf(newDocument));
  const key = (index: number) => `/${index}`;
  const paths = (side: 'old' | 'new') =>
    Object.fromEntries(
      pairs.flatMap((each, index) => (each[side] ? [[key(index), { post: comparable(each[side]) }]] : [])),
    );
  const oldSide = { ...oldDocument, security: undefined, paths: paths('old') };
  const newSide = { ...newDocument, security: undefined, paths: paths('new') };
  // A document of its own each time: the differ writes into what it is given.
  const { diffs } = apiCompare(structuredClone(plain(oldSide)), structuredClone(plain(newSide)));
  return diffs.flatMap((diff): Difference[] => {
    const { action, path, before, after } = diff as unknown as Difference;
    const found = { action, before, after };
    if (path[0] === 'paths') {
      const operation = pairs[Number(String(path[1]).slice(1))];
      return operation ? [{ ...found, path: path.slice(path.length > 2 ? 3 : 2), operation }] : [];
    }
    // Components are compared where operations use them; only the security schemes are not reached from there.
    if (path[0] === 'components' && path[1] !== 'securitySchemes') return [];
    return [{ ...found, path }];
  });
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

function comparable({ id, method, path, value }: Operation): Json {
  return { ...value, operationId: id, 'x-route': `${method.toUpperCase()} ${path}` };
}

/** YAML anchors make one object stand in several places; the differ would take a change of one for a change of all. */
function plain(document: Json): Json {
  return JSON.parse(JSON.stringify(document, (_key, value) => (isObject(value) ? { ...value } : value)));
}
