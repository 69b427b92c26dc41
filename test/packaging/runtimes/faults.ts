import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

// The fault tests on each Node that the packages promise, or on those named: `node test/packaging/runtimes/faults.ts 20 22`.
const majors = process.argv.length > 2 ? process.argv.slice(2) : ['20', '22', '24', '26'];
const here = fileURLToPath(new URL('.', import.meta.url));
const root = fileURLToPath(new URL('../../..', import.meta.url));

if (spawnSync('pnpm', ['install', '--frozen-lockfile'], { cwd: here, stdio: 'inherit' }).status !== 0)
  process.exit(1);
const failed = majors.filter((major) => {
  console.log(`\n=== faults on Node ${major}`);
  const env = {
    ...process.env,
    ROLLCALL_NODE: `${here}node_modules/node${major}/bin/node`,
    ROLLCALL_NODE_MAJOR: major,
  };
  const args = ['run', '--config', 'test/packaging/runtimes/faults.config.ts'];
  return spawnSync('vitest', args, { cwd: root, env, stdio: 'inherit' }).status !== 0;
});
if (failed.length > 0) console.error(`faults: failed on Node ${failed.join(', ')}`);
process.exit(failed.length > 0 ? 1 : 0);
