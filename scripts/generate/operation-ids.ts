import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { generatedFrom } from './header.ts';

/** Writes the operationIds of every vendor's document as types, for the faults of the mock servers. */
export async function generateOperationIds(
  specs: readonly { vendor: string; specFile: string }[],
  outDir: string,
): Promise<void> {
  const lines = [
    generatedFrom('the specs'),
    '',
    '/** The operationIds of each vendor. */',
    'export interface OperationIds {',
  ];
  for (const { vendor, specFile } of specs) {
    const { paths } = parse(await readFile(specFile, 'utf8')) as { paths: Record<string, object> };
    const operations = Object.values(paths).flatMap((item) => Object.values(item));
    const ids = operations.flatMap((one) => ('operationId' in one ? [one.operationId as string] : []));
    lines.push(`  '${vendor}':`, ...ids.sort().map((id) => `    | '${id}'`));
    lines[lines.length - 1] += ';';
  }
  lines.push('}', '');
  await mkdir(outDir, { recursive: true });
  await writeFile(join(outDir, 'operation-ids.gen.ts'), lines.join('\n'));
}
