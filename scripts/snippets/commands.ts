import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../root.ts';
import type { Snippet } from './extract.ts';

const scripts = Object.keys(
  (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: object }).scripts,
);
/** What pnpm does by itself, as far as the pages use it. */
const OWN = ['install', 'changeset', 'exec', 'add'];

/** Whether a block of shell commands is run here: `curl` reaches a sandbox; the rest installs, builds or starts things. */
export const isRun = ({ code }: Snippet): boolean => /^curl /.test(code);

/** Commands of ours that a block names and that do not exist. */
export function unknownCommands({ code, page, line }: Snippet): string[] {
  return code.split('\n').flatMap((text, index) => {
    const name = /(?:^|&& |\| )(?:npx --yes )?pnpm(?:@12)? (?:run )?([\w:-]+)/.exec(text)?.[1];
    if (name === undefined || scripts.includes(name) || OWN.includes(name)) return [];
    return [`${page}:${line + index}: pnpm has no script ${name}`];
  });
}
