import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from './root.ts';
import { isRun, unknownCommands } from './snippets/commands.ts';
import { type Snippet, snippetsOf } from './snippets/extract.ts';
import { needsRedis, withRedis } from './snippets/redis.ts';
import { run } from './snippets/run.ts';
import { typeErrors } from './snippets/type-check.ts';

const USAGE = `pnpm snippets [--types] [--output] [page …]

Compiles every code block of every README and page, and runs each whole program against sandboxes. A block that is a part
of a program is marked \`ts fragment\`: it is compiled with what scripts/snippets/prelude.d.ts declares, and not run.

  --types    compile only
  --output   show what the programs print, not only of those that fail`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    types: { type: 'boolean', default: false },
    output: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h' },
  },
});
if (values.help) {
  console.log(USAGE);
  process.exit(0);
}

const pages = pagesToTry();
const snippets = pages.flatMap((page) => snippetsOf(page));
const scratch = join(root, 'test/.snippets');
mkdirSync(scratch, { recursive: true });
const folder = mkdtempSync(join(scratch, 'run-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));

const problems = [...typeErrors(snippets, folder), ...snippets.filter(isShell).flatMap(unknownCommands)];
for (const problem of problems) console.error(problem);
const compiled = snippets.filter((snippet) => !isShell(snippet)).length;
let ran = 0;
let failed = 0;
if (!values.types) for (const snippet of snippets.filter(isProgram)) await tell(snippet);

const runs = values.types ? '' : `, ${ran} run, ${failed} failed`;
console.log(`\n${snippets.length} code blocks on ${pages.length} pages: ${compiled} compiled${runs}`);
process.exit(problems.length + failed > 0 ? 1 : 0);

async function tell(snippet: Snippet): Promise<void> {
  const place = join(folder, String(ran));
  const { ms, output, problem } = needsRedis(snippet)
    ? await withRedis((env) => run(snippet, place, env))
    : await run(snippet, place);
  ran += 1;
  console.log(`${problem ? '✗' : '✓'} ${snippet.page}:${snippet.line} (${Math.round(ms)} ms)`);
  if (problem) failed += 1;
  if (problem || values.output) console.log(`${problem ?? ''}\n${output}`.trim());
}

function isShell({ language }: Snippet): boolean {
  return language === 'sh';
}

function isProgram(snippet: Snippet): boolean {
  return !snippet.fragment && (!isShell(snippet) || isRun(snippet));
}

/** Every page of the repository, or the named ones. */
function pagesToTry(): string[] {
  const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '*.md'], {
    cwd: root,
    encoding: 'utf8',
  })
    .trim()
    .split('\n')
    .filter((page) => !/^\.changeset\/|CHANGELOG\.md$|\/api\.md$/.test(page) && existsSync(join(root, page)));
  const unknown = positionals.filter((page) => !listed.includes(page));
  if (unknown.length === 0) return positionals.length > 0 ? positionals : listed;
  console.error(`No page is called ${unknown.join(', ')}. Give paths from the root, such as README.md`);
  process.exit(2);
}
