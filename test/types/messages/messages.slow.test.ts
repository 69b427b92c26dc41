import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import { beforeAll, expect, it } from 'vitest';

const HERE = import.meta.dirname;
const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');

/** What tsc says to `mistakes.ts`, each first line with the mistake's own line of code above it. */
async function messages(): Promise<string> {
  const run = promisify(execFile)(process.execPath, [tsc, '-p', HERE, '--pretty', 'false'], { cwd: HERE });
  const { stdout } = await run.catch((error: { stdout: string }) => error);
  const code = (await readFile(`${HERE}/mistakes.ts`, 'utf8')).split('\n');
  return stdout
    .split('\n')
    .map((line) => {
      const [, at, message] = /^mistakes\.ts\((\d+),\d+\): (.*)$/.exec(line) ?? [];
      return at ? `\n${code[Number(at) - 1]}\n${inOrder(String(message))}` : inOrder(line);
    })
    .join('\n')
    .trimStart();
}

/** A union's members come in the order in which the compiler met them, which any new file changes. */
function inOrder(line: string): string {
  return line.replace(/"[^"]*"(?: \| "[^"]*")+/g, (union) => union.split(' | ').sort().join(' | '));
}

let said: string;
beforeAll(async () => {
  said = await messages();
}, 170_000);

it('tells the ten commonest mistakes in few words that name what is wrong', async () => {
  await expect(said).toMatchFileSnapshot('messages.txt');
});

it('names the missing field of one of many, with no type around it', async () => {
  const lines = said.split('\n');
  for (const [at, line] of lines.entries()) {
    if (!line.includes('createMany(')) continue;
    expect(lines[at + 1]).toMatch(/Property '\w+' is missing in type .* but required in type 'UserCreate'/);
    expect(lines[at + 2]).toBe('');
  }
  expect(lines.filter((line) => line.includes('createMany('))).toHaveLength(4);
});
