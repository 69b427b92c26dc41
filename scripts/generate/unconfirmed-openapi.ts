import { type Document, isMap, isScalar, type LineCounter, type Node } from 'yaml';
import type { UnconfirmedMark } from './unconfirmed-mark.ts';

const KEY = 'x-unconfirmed';

type Json = Record<string, unknown>;
type Operation = {
  operationId?: string;
  responses?: Record<string, { $ref?: string }>;
  'x-reads-only'?: boolean;
};
export type Operations = Record<string, Record<string, Operation>>;

interface Place {
  readonly lineCounter: LineCounter;
  readonly paths: Operations;
  /** The document's lines. */
  readonly source: readonly string[];
}

/** Every `x-unconfirmed` of an OpenAPI document, in its order. */
export function marksOfDocument(
  document: Document,
  { lineCounter, paths, source }: Place,
): UnconfirmedMark[] {
  const marks: UnconfirmedMark[] = [];
  const visit = (node: unknown, path: readonly string[]): void => {
    if (!isMap(node)) return;
    for (const { key, value } of node.items) {
      const name = isScalar(key) ? String(key.value) : '';
      if (name !== KEY) {
        visit(value, [...path, name]);
        continue;
      }
      const from = lineCounter.linePos((key as Node).range?.[0] ?? 0).line;
      const to = lineCounter.linePos(((value as Node).range?.[1] ?? 1) - 1).line;
      const { enum: values, type } = node.toJSON() as Json;
      const url = urlOf(path, paths);
      marks.push({
        pointer: `/${path.map((part) => part.replaceAll('~', '~0').replaceAll('/', '~1')).join('/')}`,
        text: String(isScalar(value) ? value.value : '').trim(),
        ...(url === undefined ? {} : { url }),
        ...(type === undefined ? {} : { type }),
        ...(values === undefined ? {} : { values }),
        line: from,
        lines: source.slice(from - 1, to),
        before: source[from - 2] ?? '',
        after: source[to] ?? '',
      });
    }
  };
  visit(document.contents, []);
  return marks;
}

/** The path template that a mark is about: its own, or that of the first list which gives the marked answer. */
function urlOf([part, name = '', third = '']: readonly string[], paths: Operations): string | undefined {
  if (part === 'paths') return name;
  if (part !== 'components' || name !== 'responses') return undefined;
  const ref = `#/components/responses/${third}`;
  return Object.keys(paths).find((url) => paths[url]?.get?.responses?.['200']?.$ref === ref);
}
