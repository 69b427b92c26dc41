import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type PackedPackage, packAll } from './pack.ts';
import { manifestProblems } from './package-manifest.ts';
import { root } from './root.ts';

// Looks at the packages as npm would get them: packed, not the source tree. What users do with them is in test/packaging.
const out = mkdtempSync(join(tmpdir(), 'rollcall-pack-'));
const problems: string[] = [];
try {
  execFileSync('pnpm', ['build'], { cwd: root, stdio: 'inherit' });
  for (const pkg of packAll(out)) {
    const { bytes, files, manifest, tarball } = pkg;
    console.log(`${manifest.name}: ${files.length} files, ${Math.ceil(bytes / 1024)} KiB`);
    problems.push(...fileProblems(pkg), ...manifestProblems(pkg));
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
  if (result.status !== 0) {
    problems.push(`${name}: ${command}\n${result.stdout}${result.stderr}${result.error ?? ''}`);
  }
}

function fileProblems({ dir, files, manifest: { name } }: PackedPackage): string[] {
  const pages = execFileSync('git', ['ls-files', 'docs'], { cwd: dir, encoding: 'utf8' })
    .split('\n')
    .filter(Boolean);
  const needed = [
    'package.json',
    'README.md',
    'LICENSE',
    'llms.txt',
    'dist/index.js',
    'dist/index.d.ts',
    ...pages,
  ];
  const missing = needed.filter((path) => !files.includes(path));
  const allowed =
    /^(package\.json|README\.md|LICENSE|CHANGELOG\.md|llms\.txt|dist\/.*\.(js|d\.ts)|dist\/documents\/.*\.json|assets\/.*\.(html|css|js|LICENSE|txt)|assets\/profiles\/.*\.json|docs\/.*\.md|Dockerfile|[a-z-]+\.service|specs\/.*\.(yaml|xsd)|schema\/.*\.json)$/;
  const surplus = files.filter((path) => !allowed.test(path) || /\.test[.-]/.test(path));
  const stale = files.filter((path) => {
    const source = /^dist\/(.*?)(\.d)?\.[jt]s$/.exec(path)?.[1];
    // Chunks are shared by entries and made of several sources.
    if (source?.startsWith('chunks/')) return false;
    return source !== undefined && !existsSync(join(dir, 'src', `${source}.ts`));
  });
  return [
    ...missing.map((path) => `${name}: ${path} is missing from the tarball`),
    ...surplus.map((path) => `${name}: ${path} does not belong into the tarball`),
    ...stale.map((path) => `${name}: ${path} has no source any more; remove dist and build again`),
  ];
}
