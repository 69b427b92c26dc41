import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildAfresh } from './pack.ts';
import { root } from './root.ts';

const USAGE = `pnpm release [version|build|publish] [--check NAME]

  (nothing)   version, commit, build, publish
  version     turns the changesets into versions and changelogs; commits nothing
  build       builds from nothing, and checks
  publish     build, then packs and publishes every version that the registry lacks, with a git tag each

  --check     only this check of \`pnpm check\`; repeatable. Default: all of them.

Pushing commit and tags is left to you, or to the release workflow.
`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { check: { type: 'string', multiple: true }, help: { type: 'boolean', short: 'h' } },
});
const [step = 'all', ...rest] = positionals;
if (values.help || rest.length > 0 || !['all', 'version', 'build', 'publish'].includes(step)) {
  console.log(USAGE);
  process.exit(values.help ? 0 : 2);
}
process.chdir(root);

if (step === 'all') requireCleanTree();
if (step === 'all' || step === 'version') version();
if (step === 'all') commit();
if (step === 'build') build();
if (step === 'all' || step === 'publish') publish();

/** A tag has to point at what was published. */
function requireCleanTree(): void {
  const changes = git('status', '--porcelain');
  if (changes === '') return;
  console.error(`release: commit or stash these first, a release is made of a commit:\n${changes}`);
  process.exit(1);
}

function version(): void {
  if (pendingChangesets().length === 0) console.log('release: no changeset, versions stay');
  else run('changeset', ['version']);
}

function commit(): void {
  if (git('status', '--porcelain') === '') return;
  run('git', ['add', '--all']);
  run('git', ['commit', '--quiet', '--message', 'Release']);
}

function build(): void {
  buildAfresh();
  run('node', ['scripts/check.ts', ...(values.check ?? [])]);
}

/** Packs, then publishes what was packed: the release workflow does the one without credentials and the other with. */
function publish(): void {
  if (pendingChangesets().length > 0) {
    console.error('release: there are changesets left; run `pnpm release version` and commit first');
    process.exit(1);
  }
  build();
  const packed = mkdtempSync(join(tmpdir(), 'rollcall-packed-'));
  process.once('exit', () => rmSync(packed, { recursive: true, force: true }));
  run('changeset', ['pack', '--out-dir', packed]);
  run('changeset', ['publish', '--from-pack-dir', packed], provenance());
}

/** The packages ask for provenance; only a CI that can identify itself by OIDC can give it. */
function provenance(): NodeJS.ProcessEnv {
  if (process.env.ACTIONS_ID_TOKEN_REQUEST_URL) return {};
  console.log('release: no OIDC identity here, publishing without provenance');
  return { NPM_CONFIG_PROVENANCE: 'false', PNPM_CONFIG_PROVENANCE: 'false' };
}

function pendingChangesets(): string[] {
  return readdirSync(join(root, '.changeset')).filter((file) => file.endsWith('.md') && file !== 'README.md');
}

function git(...args: string[]): string {
  return execFileSync('git', args, { encoding: 'utf8' }).trim();
}

function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): void {
  const { error, status } = spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, ...env } });
  if (status === 0) return;
  console.error(`release: ${command} ${args.join(' ')} failed${error ? `: ${error.message}` : ''}`);
  process.exit(1);
}
