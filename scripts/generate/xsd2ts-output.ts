import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

export interface Xsd2tsOutput {
  /** Members by class; `$field` is an attribute. */
  classes: Map<string, { name: string; type: string; optional: boolean }[]>;
  enums: Map<string, string[]>;
  aliases: Map<string, string>;
}

/**
 * Runs xsd2ts and reads what it wrote. In a process and folder of its own, because it logs to the console and
 * writes to `./src/generated` of the current directory. Read line by line and not as TypeScript, because an
 * enumeration value such as `NOT EQUALS` comes out as an invalid member name.
 */
export function runXsd2ts(xsdFile: string): Xsd2tsOutput {
  const folder = mkdtempSync(join(tmpdir(), 'xsd2ts-'));
  try {
    mkdirSync(join(folder, 'src'));
    const library = createRequire(import.meta.url).resolve('xsd2ts');
    const program = 'require(process.argv[1]).generateTemplateClassesFromXSD(process.argv[2])';
    execFileSync(process.execPath, ['-e', program, library, resolve(xsdFile)], {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const generated = join(folder, 'src', 'generated');
    const files = readdirSync(generated).filter((name) => name.endsWith('.ts') && name !== 'index.ts');
    if (files.length !== 1)
      throw new Error(`xsd2ts wrote ${files.length} files, expected one: ${files.join(', ')}`);
    return readOutput(readFileSync(join(generated, files[0] as string), 'utf8'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readOutput(source: string): Xsd2tsOutput {
  const output: Xsd2tsOutput = { classes: new Map(), enums: new Map(), aliases: new Map() };
  for (const [, name, body] of source.matchAll(/^export class (\w+)[^{]*\{\n(.*?)^\}/gms)) {
    const members = (body as string).matchAll(/^ {4}public (\$?\w+)(\??): (.+);$/gm);
    const list = [...members].map((member) => ({
      name: member[1] as string,
      optional: member[2] === '?',
      type: member[3] as string,
    }));
    output.classes.set(name as string, list);
  }
  for (const [, name, body] of source.matchAll(/^(?:export )?enum (\w+) \{\n(.*?)^\}/gms)) {
    const values = (body as string).matchAll(/= ("(?:[^"\\]|\\.)*"),?$/gm);
    output.enums.set(
      name as string,
      [...values].map((value) => JSON.parse(value[1] as string)),
    );
  }
  for (const [, name, type] of source.matchAll(/^export type (\w+) = (\w+);$/gm)) {
    output.aliases.set(name as string, type as string);
  }
  return output;
}
