import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { root } from '../root.ts';

const copy = mkdtempSync(join(tmpdir(), 'rollcall-moved-'));
afterAll(() => rmSync(copy, { recursive: true, force: true }));

const LEFT_OUT = /(?:^|\/)(?:node_modules|dist|build|\.git|\.snippets)$/;

/** Everything but what is built and installed; the packages find each other by links of their own, as in the repository. */
function copyRepository(): void {
  cpSync(root, copy, { recursive: true, filter: (path) => path === root || !LEFT_OUT.test(path) });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  for (const name of readdirSync(join(root, 'packages'))) {
    const modules = join('packages', name, 'node_modules');
    if (existsSync(join(root, modules)))
      cpSync(join(root, modules), join(copy, modules), { recursive: true, verbatimSymlinks: true });
  }
}

function move(path: string): void {
  const file = join(copy, path);
  writeFileSync(file, readFileSync(file, 'utf8').replaceAll('/api/v2', '/api/v3'));
}

/** Where tests say what they expect to be called. */
const EXPECTATIONS = /\.test\.ts$|\.helper\.ts$/;

it('an IQ that moves its API to another address needs edits in the spec and in expectations of tests only', {
  timeout: 600_000,
}, () => {
  copyRepository();
  move('specs/iq/v2/openapi.yaml');
  execFileSync(process.execPath, ['scripts/generate.ts', 'iq'], { cwd: copy });
  for (const folder of ['test/sandbox', 'packages/mock-servers/src/iq']) {
    for (const name of readdirSync(join(copy, folder), { recursive: true, encoding: 'utf8' }))
      if (EXPECTATIONS.test(name)) move(join(folder, name));
  }
  const tests = ['test/sandbox/iq', 'packages/mock-servers/src/iq', 'packages/cli/src/probe'];
  const outputFile = join(copy, 'report.json');
  const options = ['--reporter=json', `--outputFile=${outputFile}`, '--maxWorkers=1'];
  execFileSync(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', ...options, ...tests], {
    cwd: copy,
  });
  const report = JSON.parse(readFileSync(outputFile, 'utf8'));
  expect(report.numFailedTests).toBe(0);
  expect(report.numPassedTests).toBeGreaterThan(80);
});
