import { isObject, type Json, resolve } from './document.ts';
import type { Direction } from './schema-rules.ts';
import { type Walked, walk } from './walk.ts';

/** A path of the differ, from the operation on. */
type Path = readonly (string | number)[];

/** Index behind the step into a schema, or 0 when the path does not lead into one. */
export function schemaAt(path: Path): number {
  const depths: Record<string, number> = { parameters: 2, requestBody: 3, responses: 4 };
  const depth = depths[String(path[0])];
  return depth !== undefined && path[depth] === 'schema' ? depth + 1 : 0;
}

export const directionOf = (path: Path): Direction => (path[0] === 'responses' ? 'response' : 'request');

/** "`listUsers` parameter `filter`", "request of `createUser`", "`getUser` 200". */
export function placeOf(document: Json, id: string, operation: Json, path: Path): string {
  if (path[0] === 'parameters') return `\`${id}\` parameter \`${parameterName(document, operation, path)}\``;
  if (path[0] === 'requestBody') return `request of \`${id}\``;
  if (path[0] === 'responses' && path[1] !== undefined) return `\`${id}\` ${String(path[1])}`;
  return `\`${id}\``;
}

export function parameterName(document: Json, operation: Json, path: Path): string {
  const found = resolve(document, (operation.parameters as unknown[] | undefined)?.[Number(path[1])]).node;
  return isObject(found) ? String(found.name) : 'new';
}

/** What the value of a schema is called that stands in the operation itself. */
export function inlineName(document: Json, operation: Json, path: Path): string {
  if (path[0] === 'parameters') return parameterName(document, operation, path);
  return path[2] === 'headers' ? String(path[3]) : 'body';
}

export function schemaName({ ref }: Walked, inline: string): string {
  return ref?.startsWith('#/components/schemas/') ? (ref.split('/').pop() ?? inline) : inline;
}

/** The path from the shared schema on, or from the operation's own. */
export function sharedPart({ ref, rest }: Walked, inSchema: Path): Path {
  return ref?.startsWith('#/components/schemas/') ? rest : inSchema;
}

/** An open enum is written `anyOf: [the known values, string]`. */
export function isOpen(document: Json, operation: Json, path: Path): boolean {
  const at = path.lastIndexOf('anyOf');
  if (at < 0) return false;
  const { node } = walk(document, operation, path.slice(0, at + 1));
  return (
    Array.isArray(node) &&
    node.some((each) => isObject(each) && each.type === 'string' && !each.enum && each.const === undefined)
  );
}
