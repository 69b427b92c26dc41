import { type Change, group } from './change.ts';
import { type Difference, differences } from './differ.ts';
import { type Json, pointer, resolve } from './document.ts';
import { judgeFact } from './fact-rules.ts';
import { judgeOperation } from './operation-rules.ts';
import {
  directionOf,
  inlineName,
  isOpen,
  parameterName,
  placeOf,
  schemaAt,
  schemaName,
  sharedPart,
} from './places.ts';
import { judgeSchema, type Verdict } from './schema-rules.ts';
import { pointerOf, walk } from './walk.ts';
import { FACTS, isWords } from './words.ts';

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
      verdict
        ? [{ ...verdict, pointer: pointerOf(walked, start), places: [place], operations: [one.id] }]
        : [];

    const fact = path.find(
      (step) => typeof step === 'string' && FACTS.has(step) && step !== 'x-security' && step !== 'x-route',
    );
    const at = schemaAt(path);
    if (at > 0) {
      if (mentioned(difference)) return [];
      if (fact && path.indexOf(fact) >= at)
        return change(judgeFact(difference, String(fact), `\`${schemaName(walked, place)}\``));
      const inSchema = path.slice(at);
      return change(
        judgeSchema({
          ...difference,
          path: sharedPart(walked, inSchema),
          direction: directionOf(path),
          name: schemaName(walked, inlineName(source, one.value, path)),
          parents: { old: walked.parent, new: newParent(difference) },
          open: isOpen(source, one.value, path),
          required: isRequired(difference),
        }),
      );
    }
    if (fact) return change(judgeFact(difference, String(fact), `\`${one.id}\``));
    if (path[0] === 'x-version-deprecated') return [ofVersion(difference, one.id, place)];
    return change(judgeOperation(difference, one.id, { old: oldDocument, new: newDocument }));
  }

  /** Vendors mark all pages of an old version at once: one line for all of them. */
  function ofVersion({ action }: Difference, id: string, place: string): Change {
    const marks = action === 'remove' ? 'no longer marks' : 'marks';
    const text = `the vendor ${marks} the operation as deprecated in this version`;
    const impact = action === 'remove' ? 'fix' : 'feature';
    return { impact, subject: 'operation', text, pointer: '#/paths', places: [place], operations: [id] };
  }

  function ofDocument(difference: Difference): Change[] {
    const [key, scheme] = difference.path;
    const place = `#${pointer(...difference.path)}`;
    const whole = { pointer: place, places: [], operations: [] };
    if (FACTS.has(String(key))) return [{ ...judgeFact(difference, String(key), 'the API'), ...whole }];
    if (key === 'components') return ofScheme(difference, String(difference.path[2] ?? scheme), whole);
    return [{ impact: 'fix', subject: 'text', text: `words about the API (\`${String(key)}\`)`, ...whole }];
  }

  function ofScheme(
    difference: Difference,
    name: string,
    whole: Pick<Change, 'pointer' | 'places' | 'operations'>,
  ): Change[] {
    if (isWords(String(difference.path[3])))
      return [{ impact: 'fix', subject: 'text', text: `words about the credential \`${name}\``, ...whole }];
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

  /** What holds the difference in the new document; lists of parameters may stand in another order there. */
  function newParent({ path, operation }: Difference): unknown {
    const next = operation?.new?.value;
    if (!next) return undefined;
    if (path[0] !== 'parameters' || !operation?.old) return walk(newDocument, next, path).parent;
    const name = parameterName(oldDocument, operation.old.value, path);
    const list = next.parameters as unknown[];
    const index = list.findIndex((each) => (resolve(newDocument, each).node as Json).name === name);
    return walk(newDocument, next, ['parameters', index, ...path.slice(2)]).parent;
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
