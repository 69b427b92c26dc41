import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const BIN = fileURLToPath(new URL('../../packages/cli/dist/bin.js', import.meta.url));
const CONFIG = `systems:
  emea: { vendor: qlik, url: 'https://emea.example.com', auth: { apiKey: '\${env:KEY}' } }
  apac: { vendor: qlik, url: 'https://apac.example.com', auth: { apiKey: '\${env:KEY}' } }
`;

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'rollcall-completion-'));
  writeFileSync(join(dir, 'rollcall.yaml'), CONFIG);
  writeFileSync(join(dir, 'rollcall'), `#!/bin/sh\nexec '${process.execPath}' '${BIN}' "$@"\n`);
  chmodSync(join(dir, 'rollcall'), 0o755);
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

/**
 * What a real shell proposes after reading the script, for words of which the last is being typed. zsh completes on a
 * terminal only: there its function is called with the words where zsh puts them, and \`_describe\` prints what it is given.
 */
const SHELLS = {
  bash: (words: readonly string[]) => `
    eval "$(rollcall completion bash)"
    COMP_WORDS=(${quoted(['rollcall', ...words])}); COMP_CWORD=${words.length}
    _rollcall; printf '%s\\n' "\${COMPREPLY[@]}"`,
  zsh: (words: readonly string[]) => `
    compdef() { :; }
    _files() { print -r -- "(files)"; }
    _describe() { local -a all; all=("\${(@P)3}"); print -rl -- "\${(@)all%%:*}"; }
    eval "$(rollcall completion zsh)"
    words=(${quoted(['rollcall', ...words])}); CURRENT=${words.length + 1}
    _rollcall`,
  fish: (words: readonly string[]) => `
    rollcall completion fish | source
    complete -C ${quoted([['rollcall', ...words].join(' ')])}`,
};

function quoted(words: readonly string[]): string {
  return words.map((word) => `'${word}'`).join(' ');
}

function proposed(shell: keyof typeof SHELLS, ...words: string[]): string[] {
  const flags = { bash: ['--norc', '-c'], zsh: ['-f', '-c'], fish: ['--no-config', '-c'] }[shell];
  const out = execFileSync(shell, [...flags, SHELLS[shell](words)], {
    cwd: dir,
    encoding: 'utf8',
    env: { PATH: `${dir}${delimiter}${process.env.PATH}`, HOME: dir },
  });
  return out
    .split('\n')
    .flatMap((line) => line.split('\t', 1))
    .filter((word) => word !== '');
}

for (const shell of ['bash', 'zsh', 'fish'] as const) {
  const missing = spawnSync(shell, ['--version']).error !== undefined;
  describe.skipIf(missing)(
    `completion in ${shell}${missing ? ` (skipped: ${shell} is not installed)` : ''}`,
    () => {
      it('proposes commands, flags and the systems of rollcall.yaml', () => {
        expect(proposed(shell, 're')).toEqual(['report']);
        expect(proposed(shell, 'users', '')).toEqual(expect.arrayContaining(['list', 'get', 'find']));
        expect(proposed(shell, 'report', '--sy')).toEqual(['--system']);
        expect(proposed(shell, 'users', 'list', '').sort()).toEqual(['apac', 'emea']);
        expect(proposed(shell, 'plan', '--json', '--system', 'e')).toEqual(['emea']);
      });

      it('leaves the names of files to the shell', () => {
        const files = { bash: [], zsh: ['(files)'], fish: ['rollcall', 'rollcall.yaml'] }[shell];
        expect(proposed(shell, 'plan', '--out', 'roll')).toEqual(files);
      });
    },
  );
}
