import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { VENDORS } from './generate/vendors.ts';
import { generate } from './generate.ts';
import { root } from './root.ts';

// Generates twice and compares: with what is committed (untracked files included), and the two runs with each other.
const folders = [...VENDORS.map(({ name }) => name), 'mock-servers', 'cli', 'accounts'].map((name) =>
  join('packages', name, 'src', 'gen'),
);

await generate();
const first = digest();
const changed = execFileSync('git', ['status', '--porcelain', '--untracked-files=all', '--', ...folders], {
  cwd: root,
  encoding: 'utf8',
}).trim();
await generate();

const problems: string[] = [];
if (changed)
  problems.push(
    `the committed code is not what the specs give; run \`pnpm generate\` and commit:\n${changed}`,
  );
if (digest() !== first) problems.push('two runs of the generator gave different files');
for (const problem of problems) console.error(problem);
process.exit(problems.length > 0 ? 1 : 0);

function digest(): string {
  const hash = createHash('sha256');
  for (const folder of folders) {
    for (const entry of readdirSync(join(root, folder), { recursive: true, withFileTypes: true })) {
      if (entry.isFile()) hash.update(entry.name).update(readFileSync(join(entry.parentPath, entry.name)));
    }
  }
  return hash.digest('hex');
}
