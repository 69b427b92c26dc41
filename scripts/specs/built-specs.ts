import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { OVERLAY_FILE, readSpecDocument, SPEC_FILE } from './spec-document.ts';

/** Writes every version of every vendor as a whole document: what is one already is copied, an overlay is applied. */
export async function writeBuiltSpecs(specs: string, target: string): Promise<void> {
  await rm(target, { recursive: true, force: true });
  const isFact = (path: string) => !path.endsWith('.md') && !path.endsWith(OVERLAY_FILE);
  await cp(specs, target, { recursive: true, filter: isFact });
  for (const path of await readdir(specs, { recursive: true })) {
    if (!path.endsWith(OVERLAY_FILE)) continue;
    const version = join(path, '..');
    await mkdir(join(target, version), { recursive: true });
    await writeFile(join(target, version, SPEC_FILE), await builtSpec(join(specs, version)));
  }
}

/** The text of a version's whole document, for programs that read a file. */
export async function builtSpec(folder: string): Promise<string> {
  return stringify(await readSpecDocument(folder), { aliasDuplicateObjects: false, lineWidth: 0 });
}

/** Calls `use` with the path of a version's whole document, which exists only during the call when an overlay makes it. */
export async function withSpecFile(folder: string, use: (file: string) => Promise<void>): Promise<void> {
  const whole = join(folder, SPEC_FILE);
  if (existsSync(whole)) return use(whole);
  const temporary = await realpath(await mkdtemp(join(tmpdir(), 'rollcall-spec-')));
  try {
    const file = join(temporary, SPEC_FILE);
    await writeFile(file, await builtSpec(folder));
    await use(file);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}
