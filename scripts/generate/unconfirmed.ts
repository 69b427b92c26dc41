import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { type Document, isMap, isScalar, LineCounter, type Node, parseDocument } from 'yaml';
import { root } from '../root.ts';
import { generatedFrom } from './header.ts';
import { marksOfXsd } from './unconfirmed-xsd.ts';

const KEY = 'x-unconfirmed';

type Json = Record<string, unknown>;
type Operation = {
  operationId?: string;
  responses?: Record<string, { $ref?: string }>;
  'x-reads-only'?: boolean;
};
type Operations = Record<string, Record<string, Operation>>;

/** One mark as `rollcall probe` takes it, without its vendor and file. */
export interface UnconfirmedMark {
  readonly pointer: string;
  readonly text: string;
  readonly line: number;
  readonly lines: readonly string[];
  /** What stays of the lines without the mark; none unless said. */
  readonly kept?: readonly string[];
  readonly before: string;
  readonly after: string;
}

/** Writes every `x-unconfirmed` of the documents and of the XSDs as data, with the lines it stands on, for `rollcall probe`. */
export async function generateUnconfirmed(
  specs: readonly { vendor: string; specFile: string; xsd?: string }[],
  outDir: string,
): Promise<void> {
  const lines = [
    generatedFrom('the specs'),
    '',
    "import type { Mark } from '../probe/mark.js';",
    '',
    '/** What the specs call unconfirmed. */',
    'export const MARKS: readonly Mark[] = [',
  ];
  const posts: string[] = [];
  const places: [string, { method: string; url: string }][] = [];
  for (const { vendor, specFile, xsd } of specs) {
    const text = await readFile(specFile, 'utf8');
    const lineCounter = new LineCounter();
    const document = parseDocument(text, { lineCounter });
    const { paths } = document.toJS() as { paths: Operations };
    for (const [url, { post }] of Object.entries(paths)) if (post?.['x-reads-only']) posts.push(url);
    for (const [url, operations] of Object.entries(paths)) {
      for (const [method, { operationId } = {}] of Object.entries(operations)) {
        if (operationId) places.push([`${vendor} ${operationId}`, { method, url }]);
      }
    }
    for (const mark of marksOf(document, { lineCounter, paths, source: text.split('\n') })) {
      const file = relative(root, specFile).replaceAll('\\', '/');
      lines.push(`  ${JSON.stringify({ vendor, file, ...mark })},`);
    }
    if (xsd !== undefined) {
      const xsdFile = join(dirname(specFile), xsd);
      const file = relative(root, xsdFile).replaceAll('\\', '/');
      for (const mark of marksOfXsd(xsd, await readFile(xsdFile, 'utf8')))
        lines.push(`  ${JSON.stringify({ vendor, file, ...mark })},`);
    }
  }
  lines.push('];', '', '/** Path templates whose POST changes nothing, by `x-reads-only`. */');
  lines.push(`export const READING_POSTS: readonly string[] = ${JSON.stringify(posts)};`, '');
  lines.push('/** Where each operation stands in its document, by vendor and operationId. */');
  lines.push(
    'export const PLACES: ReadonlyMap<string, { readonly method: string; readonly url: string }> = new Map([',
  );
  lines.push(...places.map((entry) => `  ${JSON.stringify(entry)},`), ']);', '');
  await mkdir(outDir, { recursive: true });
  await writeFile(join(outDir, 'unconfirmed.gen.ts'), lines.join('\n'));
}

interface Place {
  readonly lineCounter: LineCounter;
  readonly paths: Operations;
  /** The document's lines. */
  readonly source: readonly string[];
}

function marksOf(document: Document, { lineCounter, paths, source }: Place): UnconfirmedMark[] {
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
