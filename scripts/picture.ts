import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { terminalSvg } from './picture/terminal-svg.ts';
import { root } from './root.ts';

// Makes the README's picture of the demo from a run: QRadar's steps whose numbers stand here, as they were printed.
const STEPS = [3, 4, 6];
const file = join(root, '.github/demo.svg');

const printed = execFileSync(process.execPath, [join(root, 'scripts/demo.ts'), '--vendor', 'qradar'], {
  encoding: 'utf8',
  env: { ...process.env, FORCE_COLOR: '1', NO_COLOR: undefined },
});
const [head = '', ...steps] = printed.trim().split(/\n\n(?=.*?\d+\. )/);
const chosen = STEPS.map((number) => {
  const step = steps[number - 1];
  if (!step) throw new Error(`the demo has no step ${number}`);
  return step;
});
const lines = [
  `$ npx --yes pnpm@12 demo --vendor qradar`,
  '',
  head.trim(),
  ...chosen.flatMap((step) => ['', ...step.split('\n')]),
];
writeFileSync(file, terminalSvg(lines, 'The demo: a user of QRadar is made and removed'));
console.log(file);
