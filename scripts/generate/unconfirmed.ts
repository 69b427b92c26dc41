import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { LineCounter, parseDocument } from 'yaml';
import { root } from '../root.ts';
import { generatedFrom } from './header.ts';
import { marksOfDocument, type Operations } from './unconfirmed-openapi.ts';
import { marksOfXsd } from './unconfirmed-xsd.ts';

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
    for (const mark of marksOfDocument(document, { lineCounter, paths, source: text.split('\n') })) {
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
