import { type Change, group } from './change.ts';
import { type Difference, differences } from './differ.ts';
import { isObject, type Json, pointer, resolve } from './document.ts';
import { judgeFact } from './fact-rules.ts';
import { judgeOperation } from './operation-rules.ts';
import { type Direction, judgeSchema, type Verdict } from './schema-rules.ts';
import { pointerOf, type Walked, walk } from './walk.ts';
import { FACTS } from './words.ts';

/**
 * What changed from one OpenAPI document to another, and what it means to somebody who calls the generated client.
 * A difference inside a shared schema comes once for each direction it travels in, with all operations that use it.
 */
export function classify(oldDocument: Json, newDocument: Json): Change[] {
  const all = differences(oldDocument, newDocument);
  return group(all.flatMap((each) => (each.operation ? ofOperation(each) : ofDocument(each))));

  function ofOperation(difference: Difference): Change[] {
    const { path, operation } = difference;
    const one = operation?.old ?? operation?.new;
    if (!one) return [];
    const source = operation?.old ? oldDocument : newDocument;
    const walked = walk(source, one.value, path);
    const start = `#/paths${pointer(one.path, one.method)}`;
    const place = placeOf(source, one.id, one.value, path);
    const change = (verdict: Verdict | undefined): Change[] =>
      verdict ? [{ ...verdict, pointer: pointerOf(walked, start), places: [place], operations: [one.id] }] : [];

    const fact = path.find((step) => typeof step === 'string' && FACTS.has(step) && step !== 'x-security' && step !== 'x-route');
    const at = schemaAt(path);
    if (at > 0) {
      if (mentioned(difference)) return [];
      if (fact && path.indexOf(fact) >= at) return change(judgeFact(difference, String(fact), `\`${schemaName(walked, place)}\``));
      const inSchema = path.slice(at);
      return change(
        judgeSchema({
          ...difference,
          path: sharedPart(walked, inSchema),
          direction: directionOf(path),
          name: schemaName(walked, walkedName(source, one.value, path)),
          parent: walked.parent,
          open: isOpen(source, one.value, path),
          required: isRequired(difference),
        }),
      );
    }
    if (fact) return change(judgeFact(difference, String(fact), `\`${one.id}\``));
    return change(judgeOperation(difference, one.id, { old: oldDocument, new: newDocument }));
  }

  function ofDocument(difference: Difference): Change[] {
    const [key, scheme] = difference.path;
    const place = `#${pointer(...difference.path)}`;
    const whole = { pointer: place, places: [], operations: [] };
    if (FACTS.has(String(key))) return [{ ...judgeFact(difference, String(key), 'the API'), ...whole }];
    if (key === 'components') return ofScheme(difference, String(difference.path[2] ?? scheme), whole);
    return [{ impact: 'fix', subject: 'text', text: `words about the API (\`${String(key)}\`)`, ...whole }];
  }

  function ofScheme(difference: Difference, name: string, whole: Pick<Change, 'pointer' | 'places' | 'operations'>): Change[] {
    const words = ['description'].includes(String(difference.path[3])) || String(difference.path[3]).startsWith('x-');
    if (words) return [{ impact: 'fix', subject: 'text', text: `words about the credential \`${name}\``, ...whole }];
    // Which operations gain or lose it is said by their own security.
    if (difference.path.length <= 3) return [];
    const text = `the credential \`${name}\` is sent in another way (${String(difference.path[3])})`;
    return [{ impact: 'breaking', subject: 'security', text, ...whole }];
  }

  /** A field that comes or goes brings its entry in `required` along: one change, not two. */
  function mentioned({ action, path, before, after, operation }: Difference): boolean {
    const at = path.lastIndexOf('required');
    if (at < 0 || at < path.length - 2 || path[at - 1] === 'properties') return false;
    const name = action === 'remove' ? before : after;
    return all.some(
      (other) =>
        other.operation === operation &&
        other.action === action &&
        same(other.path, [...path.slice(0, at), 'properties', String(name)]),
    );
  }

  function isRequired({ action, path, operation }: Difference): boolean {
    const name = path.at(-1);
    const holder = path.slice(0, -2);
    // The lists of alternatives may stand in another order in the new document, so it is asked of the differ first.
    const said = all.some(
      (other) =>
        other.operation === operation &&
        other.action === action &&
        other.path.at(-2) === 'required' &&
        same(other.path.slice(0, -2), holder) &&
        (action === 'remove' ? other.before : other.after) === name,
    );
    if (said || action === 'remove') return said;
    const side = operation?.new;
    const node = side && walk(newDocument, side.value, [...holder, 'required']).node;
    return Array.isArray(node) && node.includes(name);
  }
}

const same = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((each, index) => String(each) === String(b[index]));

/** Index behind the step into a schema, or 0 when the path does not lead into one. */
function schemaAt(path: readonly (string | number)[]): number {
  const depth = path[0] === 'parameters' ? 2 : path[0] === 'requestBody' ? 3 : path[3] === undefined ? -1 : path[2] === 'headers' ? 4 : 4;
  const known = path[0] === 'parameters' || path[0] === 'requestBody' || path[0] === 'responses';
  return known && depth > 0 && path[depth] === 'schema' ? depth + 1 : 0;
}

const directionOf = (path: readonly (string | number)[]): Direction => (path[0] === 'responses' ? 'response' : 'request');

/** "`listUsers` parameter `filter`", "request of `createUser`", "`getUser` 200". */
function placeOf(document: Json, id: string, operation: Json, path: readonly (string | number)[]): string {
  if (path[0] === 'parameters') return `\`${id}\` parameter \`${parameterName(document, operation, path)}\``;
  if (path[0] === 'requestBody') return `request of \`${id}\``;
  if (path[0] === 'responses' && path[1] !== undefined) return `\`${id}\` ${String(path[1])}`;
  return `\`${id}\``;
}

function parameterName(document: Json, operation: Json, path: readonly (string | number)[]): string {
  const found = resolve(document, (operation.parameters as unknown[] | undefined)?.[Number(path[1])]).node;
  return isObject(found) ? String(found.name) : 'new';
}

/** What the value of a schema is called that stands in the operation itself. */
function walkedName(document: Json, operation: Json, path: readonly (string | number)[]): string {
  if (path[0] === 'parameters') return parameterName(document, operation, path);
  return path[2] === 'headers' ? String(path[3]) : 'body';
}

function schemaName({ ref }: Walked, inline: string): string {
  return ref?.startsWith('#/components/schemas/') ? (ref.split('/').pop() ?? inline) : inline;
}

/** The path from the shared schema on, or from the operation's own. */
function sharedPart({ ref, rest }: Walked, inSchema: readonly (string | number)[]): readonly (string | number)[] {
  return ref?.startsWith('#/components/schemas/') ? rest : inSchema;
}

/** An open enum is written `anyOf: [the known values, string]`. */
function isOpen(document: Json, operation: Json, path: readonly (string | number)[]): boolean {
  const at = path.lastIndexOf('anyOf');
  if (at < 0) return false;
  const { node } = walk(document, operation, path.slice(0, at + 1));
  return Array.isArray(node) && node.some((each) => isObject(each) && each.type === 'string' && !each.enum && each.const === undefined);
}
