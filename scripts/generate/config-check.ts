import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import standalone from 'ajv/dist/standalone/index.js';
import { generatedFrom } from './header.ts';

const EXPORTS = /export const validate = (\w+);export default \1;/;

/**
 * Compiles the schema of rollcall.yaml to the function that checks one, so that the program neither loads Ajv nor compiles
 * when it starts: both together took longer than all else.
 */
export async function generateConfigCheck(schemaFile: string, outDir: string): Promise<void> {
  const schema: object = JSON.parse(await readFile(schemaFile, 'utf8'));
  const ajv = new Ajv({
    allErrors: true,
    verbose: true,
    // A definition becomes one function, not a copy wherever it is used.
    inlineRefs: false,
    // Length in UTF-16 units, as only "not empty" is asked: counting characters would need a file of Ajv's.
    unicode: false,
    // It would warn of `unicode`, which a later version drops; what is wrong with a schema is thrown.
    logger: false,
    code: { source: true, esm: true },
  });
  const code = standalone.default(ajv, ajv.compile(withoutNotes(schema)));
  const [exports, name] = EXPORTS.exec(code) ?? [];
  if (exports === undefined || code.includes('require(')) {
    throw new Error(`${schemaFile}: the compiled check is not a module that stands alone`);
  }
  const lines = [
    '// @ts-nocheck',
    generatedFrom('schema/rollcall.schema.json'),
    '',
    `export const allowsConfig: unknown = ${name};`,
    code.replace(exports, '').replace('"use strict";', ''),
    '',
  ];
  await mkdir(outDir, { recursive: true });
  await writeFile(join(outDir, 'config-check.gen.ts'), lines.join('\n'));
}

/** Keywords that say nothing about what is allowed. */
const NOTES = new Set(['$schema', 'title', 'description', 'default', 'examples']);

function withoutNotes(value: unknown, isNames = false): object {
  if (Array.isArray(value)) return value.map((each) => (isObject(each) ? withoutNotes(each) : each));
  return Object.fromEntries(
    Object.entries(value as object)
      .filter(([key]) => isNames || !NOTES.has(key))
      .map(([key, each]) => [
        key,
        isObject(each) ? withoutNotes(each, !isNames && /^(properties|definitions)$/.test(key)) : each,
      ]),
  );
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
