import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './generate.ts';

// Looks at the packages as npm would get them: packed, not the source tree.
const packagesDir = join(root, 'packages');
const out = mkdtempSync(join(tmpdir(), 'rollcall-pack-'));
const problems: string[] = [];
try {
  execFileSync('tsc', ['-b'], { cwd: root, stdio: 'inherit' });
  execFileSync('node', ['scripts/copy-specs.ts'], { cwd: root, stdio: 'inherit' });
  for (const folder of readdirSync(packagesDir)) {
    const manifest = JSON.parse(readFileSync(join(packagesDir, folder, 'package.json'), 'utf8'));
    if (manifest.private) continue;
    const packed = execFileSync('pnpm', ['pack', '--json', '--pack-destination', out], {
      cwd: join(packagesDir, folder),
      encoding: 'utf8',
    });
    const { filename, files } = JSON.parse(packed) as { filename: string; files: { path: string }[] };
    const tarball = filename.startsWith('/') ? filename : join(out, filename);
    checkFiles(
      manifest.name,
      files.map(({ path }) => path),
    );
    // These packages are ESM only; Node from 20.19 can require() them, which attw counts as "CJS resolves to ESM".
    run(manifest.name, 'attw', [tarball, '--profile', 'esm-only', '--no-emoji', '--quiet']);
    run(manifest.name, 'publint', ['run', tarball, '--strict']);
  }
} finally {
  rmSync(out, { recursive: true, force: true });
}
for (const problem of problems) console.error(problem);
process.exit(problems.length > 0 ? 1 : 0);

function run(name: string, command: string, args: string[]): void {
  const result = spawnSync(command, args, { encoding: 'utf8' });
  if (result.status !== 0) problems.push(`${name}: ${command}\n${result.stdout}${result.stderr}`);
}

function checkFiles(name: string, paths: string[]): void {
  const needed = ['package.json', 'README.md', 'LICENSE', 'dist/index.js', 'dist/index.d.ts'];
  for (const path of needed)
    if (!paths.includes(path)) problems.push(`${name}: ${path} is missing from the tarball`);
  const allowed =
    /^(package\.json|README\.md|LICENSE|CHANGELOG\.md|dist\/.*\.(js|d\.ts|html|css)|docs\/.*\.md|specs\/.*\.(yaml|xsd))$/;
  for (const path of paths) {
    if (!allowed.test(path) || /\.test\./.test(path))
      problems.push(`${name}: ${path} does not belong into the tarball`);
  }
}
