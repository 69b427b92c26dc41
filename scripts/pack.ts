import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { root } from './root.ts';

/** What a package.json says, as far as anybody here reads it. */
export interface Manifest {
  name: string;
  version: string;
  private?: boolean;
  exports?: Record<string, string | Record<string, string>>;
  dependencies?: Record<string, string>;
  [field: string]: unknown;
}

export interface PublicPackage {
  /** Below `packages/`. */
  folder: string;
  dir: string;
  manifest: Manifest;
}

export interface PackedPackage extends PublicPackage {
  /** Absolute path of the tarball. */
  tarball: string;
  bytes: number;
  /** Paths inside the tarball, `/` between folders. */
  files: string[];
  /** The manifest inside the tarball: `workspace:` ranges have become versions. */
  packed: Manifest;
}

/** Every package that is published, by folder. */
export function publicPackages(): PublicPackage[] {
  const packagesDir = join(root, 'packages');
  return readdirSync(packagesDir)
    .map((folder) => join(packagesDir, folder))
    .filter((dir) => existsSync(join(dir, 'package.json')))
    .map((dir) => ({ folder: dir.slice(packagesDir.length + 1), dir, manifest: readManifest(dir) }))
    .filter(({ manifest }) => manifest.private !== true);
}

/** Compiles from nothing: `tsc -b` leaves what a deleted source once became, and a tarball would carry it. */
export function buildAfresh(): void {
  for (const { dir } of publicPackages()) {
    for (const left of ['dist', 'tsconfig.tsbuildinfo'])
      rmSync(join(dir, left), { recursive: true, force: true });
  }
  run('tsc', ['-b', '--force']);
  run('node', ['scripts/bundle.ts']);
  run('node', ['scripts/bundle-mocks.ts']);
  run('node', ['scripts/copy-specs.ts']);
}

/** Packs what is built into `outDir`, as npm would get it. */
export function packAll(outDir: string): PackedPackage[] {
  return publicPackages().map((pkg) => {
    const printed = execFileSync('pnpm', ['pack', '--json', '--pack-destination', outDir], {
      cwd: pkg.dir,
      encoding: 'utf8',
    });
    const { filename, files } = JSON.parse(printed) as { filename: string; files: { path: string }[] };
    const tarball = isAbsolute(filename) ? filename : join(outDir, filename);
    const packed = execFileSync('tar', ['-xzOf', tarball, 'package/package.json'], { encoding: 'utf8' });
    return {
      ...pkg,
      tarball,
      bytes: statSync(tarball).size,
      files: files.map(({ path }) => path),
      packed: JSON.parse(packed) as Manifest,
    };
  });
}

function readManifest(dir: string): Manifest {
  return JSON.parse(readFileSync(join(dir, 'package.json'), 'utf8')) as Manifest;
}

function run(command: string, args: readonly string[]): void {
  execFileSync(command, args, { cwd: root, stdio: 'inherit' });
}
