import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { VENDORS } from '../../../scripts/generate/vendors.ts';
import { publicPackages } from '../../../scripts/pack.ts';
import { must, run } from '../packed/run.ts';
import { type Registry, startRegistry } from './registry.ts';

// One story, told in order: every test goes on where the one before it stopped.
const root = fileURLToPath(new URL('../../..', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'rollcall-release-'));
const repository = join(scratch, 'repository');
const user = join(scratch, 'user');
const names = publicPackages().map(({ manifest }) => manifest.name);
let registry: Registry;

beforeAll(async () => {
  registry = await startRegistry(join(scratch, 'registry'));
  await copyRepository();
  // Asked from inside, as the release asks: were one of these another registry, nothing below may run.
  for (const key of ['registry', '@rollcall:registry']) {
    expect((await pnpm('exec', 'pnpm', 'config', 'get', key)).trim().split('\n').at(-1)).toBe(registry.url);
    expect((await pnpm('exec', 'npm', 'config', 'get', key)).trim().split('\n').at(-1)).toBe(registry.url);
  }
});
afterAll(async () => {
  await registry?.close();
  rmSync(scratch, { recursive: true, force: true });
});

it('the first release publishes every public package as 0.1.0, and no private one', async () => {
  await pnpm('release', '--check', 'packages');
  for (const name of names) expect(await published(name), name).toEqual(['0.1.0']);
  expect(readdirSync(join(scratch, 'registry/storage/@rollcall')).map((name) => `@rollcall/${name}`)).toEqual(
    names,
  );
  expect(await dependencies('@rollcall/facade', '0.1.0')).toMatchObject({
    '@rollcall/qradar': '^0.1.0',
    '@rollcall/qualys-saq': '^0.1.0',
  });
  const tags = (await git('tag')).split('\n');
  expect(tags.sort()).toEqual(names.map((name) => `${name}@0.1.0`).sort());
  expect(await git('status', '--porcelain')).toBe('');
});

it('an empty project installs it by name and works with it', async () => {
  mkdirSync(user, { recursive: true });
  writeFileSync(
    join(user, 'package.json'),
    JSON.stringify({ name: 'a-user', private: true, type: 'module' }),
  );
  await npm('install', '@rollcall/facade', '@rollcall/mock-servers');
  const source = `
    import { createQRadar } from '@rollcall/facade/qradar';
    import { createMock } from '@rollcall/mock-servers';
    const { fetch } = await createMock('qradar');
    const auth = { secToken: 'sandbox-token' };
    const { users } = createQRadar({ baseUrl: 'https://console.example.com', auth, fetch });
    console.log((await users.find('jdoe')).id);`;
  expect(await must('node', ['--input-type=module', '-e', source], inUser())).toBe('1001\n');
});

it('the field that comes next is not there yet', async () => {
  expect(await compileUser()).toContain("Property 'badge_number' does not exist");
});

it('a changed spec becomes a minor version of its package and a patch of what depends on it', async () => {
  addField('badge_number');
  await pnpm('generate', 'qradar');
  expect(await git('diff', '--stat')).toContain('packages/qradar/src/gen/types.gen.ts');
  writeFileSync(
    join(repository, '.changeset', 'badge-number.md'),
    "---\n'@rollcall/qradar': minor\n---\n\nUsers have a `badge_number`.\n",
  );
  await git('add', '--all');
  await git('commit', '--quiet', '--message', 'Add badge numbers');
  await pnpm('release', '--check', 'packages');

  expect(await published('@rollcall/qradar')).toEqual(['0.1.0', '0.2.0']);
  expect(await published('@rollcall/facade')).toEqual(['0.1.0', '0.1.1']);
  for (const name of ['@rollcall/iq', '@rollcall/qlik', '@rollcall/qualys-saq', '@rollcall/mock-servers']) {
    expect(await published(name), name).toEqual(['0.1.0']);
  }
  expect(await dependencies('@rollcall/facade', '0.1.1')).toMatchObject({
    '@rollcall/qradar': '^0.2.0',
    '@rollcall/iq': '^0.1.0',
  });
  const changelog = readFileSync(join(repository, 'packages/qradar/CHANGELOG.md'), 'utf8');
  expect(changelog).toMatch(/## 0\.2\.0[\s\S]*badge_number[\s\S]*## 0\.1\.0/);
});

it('the user updates and has the new field', async () => {
  await npm('update');
  const installed = JSON.parse(
    readFileSync(join(user, 'node_modules/@rollcall/qradar/package.json'), 'utf8'),
  );
  expect(installed.version).toBe('0.2.0');
  expect(await compileUser()).toBe('');
});

it('a release without a changeset publishes nothing', async () => {
  await pnpm('release', '--check', 'packages');
  expect(await published('@rollcall/qradar')).toEqual(['0.1.0', '0.2.0']);
});

it('a release of what is not committed is refused', async () => {
  writeFileSync(join(repository, 'left-over.txt'), 'x');
  const { code, stderr } = await run('pnpm', ['release'], { cwd: repository, env: registry.env });
  expect(code).not.toBe(0);
  expect(stderr).toContain('left-over.txt');
});

/** What is in the work tree, committed in a repository of its own, so that no tag reaches ours. */
async function copyRepository(): Promise<void> {
  const listed = await must('git', ['ls-files', '-coz', '--exclude-standard', '--deduplicate'], {
    cwd: root,
  });
  const list = join(scratch, 'files');
  writeFileSync(list, listed);
  const archive = join(scratch, 'files.tar');
  await must('tar', ['--ignore-failed-read', '--null', '-cf', archive, '-T', list], { cwd: root });
  mkdirSync(repository);
  await must('tar', ['-xf', archive], { cwd: repository });
  beforeTheFirstRelease();
  await git('init', '--quiet', '--initial-branch', 'main');
  await git('config', 'user.name', 'Rehearsal');
  await git('config', 'user.email', 'rehearsal@example.com');
  await git('add', '--all');
  await git('commit', '--quiet', '--message', 'As it is');
  await pnpm('install', '--frozen-lockfile');
}

/** Whatever has been released and whatever waits to be: the rehearsal starts at nothing, with one changeset. */
function beforeTheFirstRelease(): void {
  const changesets = join(repository, '.changeset');
  for (const file of readdirSync(changesets)) {
    if (file.endsWith('.md') && file !== 'README.md') rmSync(join(changesets, file));
  }
  for (const { folder } of publicPackages()) {
    const dir = join(repository, 'packages', folder);
    rmSync(join(dir, 'CHANGELOG.md'), { force: true });
    const manifest = JSON.parse(readFileSync(join(dir, 'package.json'), 'utf8'));
    writeFileSync(
      join(dir, 'package.json'),
      `${JSON.stringify({ ...manifest, version: '0.0.0' }, undefined, 2)}\n`,
    );
  }
  const bumps = names.map((name) => `'${name}': minor\n`).join('');
  writeFileSync(join(changesets, 'first-release.md'), `---\n${bumps}---\n\nThe first release.\n`);
}

/** A field more in what QRadar answers. */
function addField(name: string): void {
  const version = VENDORS.find((vendor) => vendor.name === 'qradar')?.version ?? '';
  const path = join(repository, 'specs/qradar', version, 'openapi.yaml');
  const spec = parseDocument(readFileSync(path, 'utf8'));
  spec.setIn(['components', 'schemas', 'User', 'properties', name], spec.createNode({ type: 'integer' }));
  writeFileSync(path, spec.toString());
}

/** What a compiler says about a user's file that reads the new field. */
async function compileUser(): Promise<string> {
  const source = `import { createQRadar } from '@rollcall/facade/qradar';
const { users } = createQRadar({ baseUrl: 'https://q.example.com', auth: { secToken: 'token' } });
export const badge: number | undefined = (await users.get(1)).badge_number;
`;
  writeFileSync(join(user, 'badge.ts'), source);
  const options = [
    '--strict',
    '--noEmit',
    '--module',
    'nodenext',
    '--target',
    'es2022',
    '--lib',
    'es2022,dom,dom.iterable',
  ];
  const tsc = join(dirname(fileURLToPath(import.meta.resolve('typescript/package.json'))), 'bin', 'tsc');
  return (await run(process.execPath, [tsc, ...options, 'badge.ts'], inUser())).stdout;
}

const inUser = () => ({ cwd: user, env: registry.env });

interface Packument {
  readonly versions: Record<string, { dependencies?: Record<string, string> }>;
}

async function packument(name: string): Promise<Packument> {
  const answer = await fetch(registry.url + name.replace('/', '%2f'));
  expect(answer.status, name).toBe(200);
  return (await answer.json()) as Packument;
}

const published = async (name: string) => Object.keys((await packument(name)).versions);
const dependencies = async (name: string, version: string) =>
  (await packument(name)).versions[version]?.dependencies;
const npm = (...args: string[]) => must('npm', [...args, '--no-audit', '--no-fund'], inUser());
const git = async (...args: string[]) => (await must('git', args, { cwd: repository })).trim();
const pnpm = (...args: string[]) =>
  must('pnpm', args, { cwd: repository, env: registry.env, timeoutMs: 280_000 });
