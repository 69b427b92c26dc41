import { factsOf, operationFacts } from '../../spec/fact.js';
import type { OperationId } from '../../vendor/vendors.js';

/**
 * Which of the two documented consoles this is: `guide` has the QRadar guide's resources, `ibm` those of IBM's pages, and
 * `both` has all of them, as no document describes it.
 */
export type ConsoleKind = 'guide' | 'ibm' | 'both';

export const CONSOLE_KINDS: readonly ConsoleKind[] = ['guide', 'ibm', 'both'];

/** How the document calls the source of a kind's facts. */
function sourceOf(kind: Exclude<ConsoleKind, 'both'>): string {
  return String(factsOf('qradar').at('x-resources', kind).value);
}

/** Whether a console of this kind has the operation: whether that kind's source describes it. */
export function isServed(operationId: OperationId<'qradar'>, kind: ConsoleKind): boolean {
  if (kind === 'both') return true;
  return operationFacts('qradar', operationId).at('x-source').texts().includes(sourceOf(kind));
}

const known = new Map<string, ReadonlySet<string>>();

/** The fields of a schema that a console of this kind answers: those whose description names the kind's source. */
function fieldsOf(schema: string, kind: Exclude<ConsoleKind, 'both'>): ReadonlySet<string> {
  const key = `${kind} ${schema}`;
  let fields = known.get(key);
  if (fields === undefined) {
    const source = sourceOf(kind);
    const properties = factsOf('qradar').at('components', 'schemas', schema, 'properties').entries();
    const named = properties.filter(([, fact]) => {
      const sources = String(fact.at('description').value).matchAll(/\(([^()]*)\)/g);
      return [...sources].some(([, text = '']) => text.split(', ').includes(source));
    });
    fields = new Set(named.map(([name]) => name));
    known.set(key, fields);
  }
  return fields;
}

/** An answer without the fields that a console of this kind does not have. */
export function asAnswered(
  view: Record<string, unknown>,
  schema: 'User' | 'AuthorizedService',
  kind: ConsoleKind,
): Record<string, unknown> {
  if (kind === 'both') return view;
  const fields = fieldsOf(schema, kind);
  return Object.fromEntries(Object.entries(view).filter(([name]) => fields.has(name)));
}
