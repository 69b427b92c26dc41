import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.ts';

/** What Node is given to run the program `rollcall` as it was built: the flags of its first line, and its file. */
export function rollcallArgs(): string[] {
  const bin = join(root, 'packages/cli/dist/bin.js');
  const [line = ''] = readFileSync(bin, 'utf8').split('\n', 1);
  return [...(line.match(/--\S+/g) ?? []), bin];
}
