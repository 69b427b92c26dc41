import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { startMock } from '@rollcall/mock-servers';
import { expect, it } from 'vitest';
import { soaking } from '../../support/soak.js';

const script = fileURLToPath(new URL('create-many.ts', import.meta.url));
const sources = new URL('../../support/run-sources.ts', import.meta.url);
const run = promisify(execFile);
/** What one user more may add: nothing, but a heap breathes. Results alone would be hundreds of bytes each. */
const MOST_BYTES_PER_USER = 100;

const LIMIT_MS = soaking ? 300_000 : 60_000;

// Qualys takes 100 users per call, the others one; the long run gives everybody ten thousand.
it.each([
  ['qualys-saq', 10_000],
  ['iq', soaking ? 10_000 : 1000],
  ...(soaking
    ? ([
        ['qradar', 10_000],
        ['qlik', 10_000],
      ] as const)
    : []),
] as const)(
  'creating users of %s in bulk, %d of them, takes no more memory at the end than at the start',
  async (vendor, count) => {
    const mock = await startMock(vendor);
    try {
      const args = ['--expose-gc', '--import', sources.href, script, vendor, mock.url, String(count)];
      const { stdout } = await run(process.execPath, args, { timeout: LIMIT_MS }); // ends the child, too
      const { heaps, ...report } = JSON.parse(stdout) as { heaps: number[] };
      expect(report).toMatchObject({ done: count, failed: 0, seen: count, results: [] });
      expect(heaps).toHaveLength(10);
      // The first samples are the program itself, being compiled.
      const settled = heaps.slice(2) as [number, ...number[]];
      const grown = Math.max(...settled) - settled[0];
      expect(grown).toBeLessThan(2_000_000 + (MOST_BYTES_PER_USER * count) / 10);
    } finally {
      await mock.close();
    }
  },
  LIMIT_MS,
);
