import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { misnamedConstants } from './constants/misnamed.ts';
import { root } from './root.ts';

// Fails on a constant of a hand-written module that is plain data and not in capitals.
const modules = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '*.ts'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\n')
  .filter((path) => path !== '' && !path.endsWith('.d.ts') && !path.split('/').includes('gen'));

const wrong = modules.flatMap((path) =>
  misnamedConstants(path, readFileSync(join(root, path), 'utf8')).map(
    ({ line, name, better }) => `${path}:${line}: ${name} is plain data: call it ${better}`,
  ),
);
if (wrong.length > 0) console.error(wrong.join('\n'));
process.exit(wrong.length > 0 ? 1 : 0);
