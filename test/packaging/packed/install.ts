import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import { type PackedPackage, packAll } from '../../../scripts/pack.ts';
import { must } from './run.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A project with all packages, as npm lays them out: flat. */
    npmProject: string;
    /** The same as pnpm does: a package finds only what it depends on. */
    pnpmProject: string;
    /** Every entry point that the packages export, such as `@rollcall/facade/qradar`, and the Node that it asks for. */
    entryPoints: { name: string; node: string }[];
  }
}

/** The types of the oldest Node that the packages promise. */
const NODE_TYPES = { '@types/node': '^20.19.0' };

/** Packs what `pnpm build` left and installs the tarballs in two empty projects, plus the compilers and runtimes. */
export default async function install(project: TestProject): Promise<() => void> {
  const temporary = mkdtempSync(join(tmpdir(), 'rollcall-users-'));
  const packages = packAll(temporary);
  const npmProject = await withNpm(join(temporary, 'npm'), packages);
  const pnpmProject = await withPnpm(join(temporary, 'pnpm'), packages);
  for (const tools of ['.', '../runtimes']) {
    const cwd = fileURLToPath(new URL(tools, import.meta.url));
    await must('pnpm', ['install', '--frozen-lockfile'], { cwd, timeoutMs: 300_000 });
  }
  project.provide('npmProject', npmProject);
  project.provide('pnpmProject', pnpmProject);
  project.provide('entryPoints', packages.flatMap(entryPoints));
  return () => rmSync(temporary, { recursive: true, force: true });
}

function entryPoints({ packed }: PackedPackage): { name: string; node: string }[] {
  const { node } = packed.engines as { node: string };
  return Object.entries(packed.exports ?? {})
    .filter(([, target]) => typeof target !== 'string')
    .map(([subpath]) => ({ name: packed.name + subpath.slice(1), node }));
}

async function withNpm(dir: string, packages: readonly PackedPackage[]): Promise<string> {
  const ours = tarballs(packages);
  // `$name` is npm's way to say: whatever I depend on myself.
  const overrides = Object.fromEntries(Object.keys(ours).map((name) => [name, `$${name}`]));
  writeProject(dir, { ...NODE_TYPES, ...peers(packages), ...ours }, { overrides });
  await must('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: dir,
    timeoutMs: 300_000,
  });
  return dir;
}

async function withPnpm(dir: string, packages: readonly PackedPackage[]): Promise<string> {
  const ours = tarballs(packages);
  writeProject(dir, { ...NODE_TYPES, ...peers(packages), ...ours }, {});
  const overrides = Object.entries(ours).map(([name, file]) => `  '${name}': '${file}'`);
  writeFileSync(join(dir, 'pnpm-workspace.yaml'), `packages: []\noverrides:\n${overrides.join('\n')}\n`);
  await must('pnpm', ['install', '--no-frozen-lockfile', '--ignore-scripts'], {
    cwd: dir,
    timeoutMs: 300_000,
  });
  return dir;
}

/** What some entry points ask their users to bring, such as undici for `@rollcall/facade/node`. */
function peers(packages: readonly PackedPackage[]): Record<string, string> {
  return Object.assign({}, ...packages.map(({ packed }) => packed.peerDependencies ?? {}));
}

function tarballs(packages: readonly PackedPackage[]): Record<string, string> {
  return Object.fromEntries(packages.map(({ packed, tarball }) => [packed.name, `file:${tarball}`]));
}

function writeProject(dir: string, dependencies: Record<string, string>, more: object): void {
  mkdirSync(dir);
  const manifest = { name: 'a-user', version: '1.0.0', private: true, type: 'module', dependencies, ...more };
  writeFileSync(join(dir, 'package.json'), JSON.stringify(manifest, undefined, 2));
}
