import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { differingLines } from './api-report/differing-lines.ts';
import { reportOf } from './api-report/report.ts';
import { root } from './root.ts';

// Writes each published package's public API to packages/<name>/api.md, which is reviewed like code: what a change does
// to users is in its diff. `--check` writes nothing and fails where the file and the API differ.
/** Lines of a difference that are worth reading in a log. */
const SHOWN = 60;
const args = process.argv.slice(2);
const check = args.includes('--check');
const only = args.filter((each) => each !== '--check');
const folders = readdirSync(join(root, 'packages')).filter((folder) => {
  const manifest = join(root, 'packages', folder, 'package.json');
  return existsSync(manifest) && !JSON.parse(readFileSync(manifest, 'utf8')).private;
});
const unknown = only.filter((folder) => !folders.includes(folder));
if (unknown.length > 0) {
  console.error(`No package is called ${unknown.join(', ')}; there are: ${folders.join(', ')}`);
  process.exit(2);
}

execFileSync('node', ['scripts/build.ts'], { cwd: root, stdio: 'inherit' });
let failed = false;
for (const folder of only.length > 0 ? only : folders) {
  const file = join(root, 'packages', folder, 'api.md');
  let report: string;
  try {
    report = reportOf(join(root, 'packages', folder));
  } catch (error) {
    failed = true;
    console.error((error as Error).message);
    continue;
  }
  const known = existsSync(file) ? readFileSync(file, 'utf8') : '';
  if (report === known) continue;
  if (!check) {
    writeFileSync(file, report);
    console.log(`packages/${folder}/api.md`);
    continue;
  }
  failed = true;
  const lines = differingLines(known, report);
  const what = known ? 'is not the public API' : 'is missing';
  console.error(`packages/${folder}/api.md ${what}; run \`pnpm api-report\`, review and commit:`);
  console.error(lines.slice(0, SHOWN).join('\n'));
  if (lines.length > SHOWN) console.error(`… and ${lines.length - SHOWN} more lines`);
}
// llms.txt names what the reports name.
if (!check) execFileSync('node', ['scripts/llms.ts'], { cwd: root, stdio: 'inherit' });
process.exit(failed ? 1 : 0);
