import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Result } from '../result.ts';

const root = join(import.meta.dirname, '../../../..');
const PARTS = ['package.json', 'scripts', 'specs'];

/** `pnpm generate` for all four vendors, in a copy, so that no generated file here is touched. */
export async function measure(): Promise<Result[]> {
  const copy = mkdtempSync(join(tmpdir(), 'rollcall-generate-'));
  try {
    for (const part of PARTS) cpSync(join(root, part), join(copy, part), { recursive: true });
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
    const startedAt = performance.now();
    execFileSync(process.execPath, ['scripts/generate.ts'], {
      cwd: copy,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const seconds = (performance.now() - startedAt) / 1000;
    return [{ case: 'generate', name: 'all four vendors', value: seconds, unit: 's' }];
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}
