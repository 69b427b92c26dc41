import { execFileSync, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { terminalSvg } from './picture/terminal-svg.ts';
import { rollcallArgs } from './rollcall.ts';
import { root } from './root.ts';

// Makes the READMEs' pictures from runs, as they were printed.
const ENV = { ...process.env, FORCE_COLOR: '1', NO_COLOR: undefined };
pictureOfDemo();
pictureOfProgram();

/** QRadar's steps whose numbers stand here. */
function pictureOfDemo(): void {
  const steps = [3, 4, 6];
  const printed = execFileSync(process.execPath, [join(root, 'scripts/demo.ts'), '--vendor', 'qradar'], {
    encoding: 'utf8',
    env: ENV,
  });
  const [head = '', ...told] = printed.trim().split(/\n\n(?=.*?\d+\. )/);
  const chosen = steps.map((number) => {
    const step = told[number - 1];
    if (!step) throw new Error(`the demo has no step ${number}`);
    return step;
  });
  const lines = [
    '$ npx --yes pnpm@12 demo --vendor qradar',
    '',
    head.trim(),
    ...chosen.flatMap((step) => ['', ...step.split('\n')]),
  ];
  write('.github/demo.svg', lines, 'The demo: a user of QRadar is made and removed');
}

/** Three commands of the program, whole, for the two systems that show the most. */
function pictureOfProgram(): void {
  const only = ['--sandbox', '--system', 'qradar', '--system', 'iq'];
  const lines = [
    ['report', ...only],
    ['plan', ...only],
    ['leave', 'dnovak', ...only, '--yes'],
  ].flatMap((args) => [`$ rollcall ${args.join(' ')}`, ...rollcall(args), '']);
  write(
    'packages/cli/rollcall.svg',
    lines.slice(0, -1),
    'The program: report, plan, and one person taken out',
  );
}

function rollcall(args: readonly string[]): string[] {
  const { status, stderr, stdout } = spawnSync(process.execPath, [...rollcallArgs(), ...args], {
    encoding: 'utf8',
    env: ENV,
  });
  if (status !== 0 && status !== 2)
    throw new Error(`rollcall ${args.join(' ')} ended with ${status}: ${stderr}`);
  return stdout.trimEnd().split('\n');
}

function write(name: string, lines: readonly string[], title: string): void {
  writeFileSync(join(root, name), terminalSvg(lines, title));
  console.log(name);
}
