import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Points the table of what is generated at another version. Only the one string changes; anything else is an error. */
export function withVersion(source: string, vendor: string, oldVersion: string, newVersion: string): string {
  const row = new RegExp(`(\\{ name: '${quoted(vendor)}', version: ')${quoted(oldVersion)}(')`, 'g');
  const found = [...source.matchAll(row)].length;
  if (found !== 1) throw new Error(`the table holds ${found} rows of ${vendor} ${oldVersion}, expected one`);
  return source.replace(row, `$1${newVersion}$2`);
}

/** Points the mock servers at the new folder; returns the files that changed. */
export function repointMocks(root: string, vendor: string, oldVersion: string, newVersion: string): string[] {
  const folder = join(root, 'packages', 'mock-servers', 'src');
  const changed: string[] = [];
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !entry.name.endsWith('.ts') || /\.test\./.test(entry.name)) continue;
    const file = join(entry.parentPath, entry.name);
    const source = readFileSync(file, 'utf8');
    const next = source.replaceAll(`'${vendor}/${oldVersion}/`, `'${vendor}/${newVersion}/`);
    if (next === source) continue;
    writeFileSync(file, next);
    changed.push(file);
  }
  return changed;
}

/** Lints an old version as its overlay gives it; returns the file when it changed. */
export function repointLint(root: string, vendor: string, oldVersion: string): string[] {
  const file = join(root, 'redocly.yaml');
  const source = readFileSync(file, 'utf8');
  const whole = `root: specs/${vendor}/${oldVersion}/openapi.yaml`;
  const next = source.replace(whole, whole.replace('specs/', 'packages/mock-servers/specs/'));
  if (next === source) return [];
  writeFileSync(file, next);
  return [file];
}

const quoted = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
