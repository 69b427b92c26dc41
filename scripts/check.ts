import { spawnSync } from 'node:child_process';

/** Everything that can be found wrong without running the product. `pnpm check` runs all, `pnpm check lint` one. */
const CHECKS: Record<string, string[][]> = {
  'format and lint': [['biome', 'ci', '.']],
  types: [
    ['node', 'scripts/build.ts'], // each package reads the rolled-up types of those below it
    ['tsc', '-p', 'test'],
    ['tsc', '-p', 'scripts'],
  ],
  'public API': [['node', 'scripts/api-report.ts', '--check']],
  'llms.txt': [['node', 'scripts/llms.ts', '--check']],
  specs: [
    ['node', 'scripts/copy-specs.ts'], // lint reads what the overlays make
    ['redocly', 'lint'],
  ],
  'generated code': [['node', 'scripts/check-generated.ts']],
  'code on pages': [
    ['node', 'scripts/build.ts'],
    ['node', 'scripts/snippets.ts', '--types'],
  ],
  imports: [
    ['node', 'scripts/build.ts'], // what a package exports is in its dist
    ['depcruise', '--config', 'scripts/dependency-rules.ts', '-T', 'err-long', 'packages', 'scripts', 'test'],
  ],
  constants: [['node', 'scripts/constants.ts']],
  'unused code': [['knip']],
  packages: [['node', 'scripts/check-packages.ts']],
};

const only = process.argv.slice(2);
const unknown = only.filter((name) => !CHECKS[name]);
if (unknown.length > 0) {
  console.error(`No check is called ${unknown.join(', ')}; there are: ${Object.keys(CHECKS).join(', ')}`);
  process.exit(2);
}

let passed = 0;
const failed: string[] = [];
for (const [name, commands] of Object.entries(CHECKS)) {
  if (only.length > 0 && !only.includes(name)) continue;
  const startedAt = performance.now();
  const output: string[] = [];
  const ok = commands.every(([command = '', ...args]) => {
    const run = spawnSync(command, args, {
      encoding: 'utf8',
      env: { ...process.env, REDOCLY_TELEMETRY: 'off' },
    });
    output.push(run.stdout ?? '', run.stderr ?? '', run.error ? String(run.error) : '');
    return run.status === 0;
  });
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  console.log(`${ok ? '✓' : '✗'} ${name} (${seconds} s)`);
  if (ok) passed += 1;
  else {
    failed.push(name);
    console.log(output.join('').trimEnd());
  }
}
console.log(
  `\nchecks: ${passed} passed, ${failed.length} failed${failed.length > 0 ? `: ${failed.join(', ')}` : ''}`,
);
process.exit(failed.length > 0 ? 1 : 0);
