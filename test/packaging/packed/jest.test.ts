import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, inject, it } from 'vitest';
import { run } from './run.ts';

// What the recipe for Jest says, done with Jest and the packed packages.

const here = fileURLToPath(new URL('.', import.meta.url));
const project = inject('npmProject');
const folder = join(project, 'with-jest');
cpSync(join(here, 'consumers', 'jest'), folder, { recursive: true });

/** Runs one file of tests, on one Node. */
async function jest(bin: string, file: string): Promise<{ code: number | string; said: string }> {
  const program = join(here, 'node_modules', 'jest', 'bin', 'jest.js');
  // Jest takes a temporary folder's files for none of its own unless its root is there.
  const args = ['--experimental-vm-modules', program, '--rootDir', folder, '--testMatch', `**/${file}`];
  const { code, stdout, stderr } = await run(bin, args, { cwd: project });
  return { code, said: stdout + stderr };
}

const nodeOf = (major: string) => join(here, '../runtimes/node_modules', `node${major}`, 'bin', 'node');

describe('Jest', () => {
  it.each(['20', '22', '24'])(
    'runs a test that is an ES module on Node %s, against a sandbox',
    async (major) => {
      const { code, said } = await jest(nodeOf(major), 'esm.test.mjs');
      expect(said).toContain('Tests:       1 passed, 1 total');
      expect(code).toBe(0);
    },
  );

  it('runs a test in CommonJS from Node 24.9 on, and says below that what the recipe says', async () => {
    const { code, said } = await jest(nodeOf('24'), 'required.test.cjs');
    expect(said).toContain('Tests:       1 passed, 1 total');
    expect(code).toBe(0);
    const older = await jest(nodeOf('22'), 'required.test.cjs');
    expect(older.said).toContain('Must use import to load ES Module');
    expect(older.code).toBe(1);
  });
});
