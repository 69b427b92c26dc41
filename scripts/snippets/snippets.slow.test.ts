import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../root.ts';
import { unknownCommands } from './commands.ts';
import { type Snippet, snippetsOf } from './extract.ts';
import { JANE_IS_THERE } from './jane.ts';
import { run } from './run.ts';
import { typeErrors } from './type-check.ts';

// Shows that a page whose code is wrong is found: the pages themselves are tried by `pnpm snippets`.

let folder = '';
beforeAll(() => {
  mkdirSync(join(root, 'test/.snippets'), { recursive: true });
  folder = mkdtempSync(join(root, 'test/.snippets/test-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const page = (info: string, code: string) => `# A page\n\n\`\`\`${info}\n${code}\n\`\`\`\n`;
const only = (info: string, code: string) => snippetsOf('page.md', page(info, code))[0] as Snippet;

describe('the code blocks of a page', () => {
  it('are found with their place, and without their indent', () => {
    const text = `1. First\n\n   \`\`\`sh\n   pnpm test\n   \`\`\`\n${page('ts fragment', 'iq;')}${page('json', '{}')}`;
    expect(snippetsOf('page.md', text)).toEqual([
      { page: 'page.md', line: 4, language: 'sh', fragment: false, code: 'pnpm test\n' },
      { page: 'page.md', line: 9, language: 'ts', fragment: true, code: 'iq;\n' },
    ]);
  });

  it.each(['', 'typescript', 'ts fragmet', 'sh fragment', 'ts fragment more'])(
    "are refused when they are marked '%s', for they would be skipped",
    (info) => {
      expect(() => snippetsOf('page.md', page(info, 'x'))).toThrow(
        `page.md:3: the code block is marked '${info}'`,
      );
    },
  );

  it('are refused when one does not end', () => {
    expect(() => snippetsOf('page.md', 'text\n```ts\nx')).toThrow('page.md:2: the code block does not end');
  });

  it('in shell may name only scripts that there are', () => {
    expect(unknownCommands(only('sh', 'npx --yes pnpm@12 demo --vendor iq\npnpm install'))).toEqual([]);
    expect(unknownCommands(only('sh', 'cd x\npnpm tset'))).toEqual(['page.md:5: pnpm has no script tset']);
  });
});

describe('the compiler', () => {
  it('names page and line of what is wrong, in a program and in a fragment', { timeout: 60_000 }, () => {
    const wrong = "import { createIq } from '@rollcall/facade/iq';\ncreateIq({ baseUrl: 1 });";
    const [program = ''] = typeErrors([only('ts', wrong)], join(folder, 'program'));
    expect(program).toMatch(/^page\.md:5: error TS2\d+/);
    const [fragment = ''] = typeErrors([only('ts fragment', 'iq.users.lst();')], join(folder, 'fragment'));
    expect(fragment).toMatch(/^page\.md:4: error TS2\d+: Property 'lst' does not exist/);
  });

  it('lets a fragment use what the prelude declares, and no program', { timeout: 60_000 }, () => {
    expect(typeErrors([only('ts fragment', 'await iq.users.get(username);')], join(folder, 'good'))).toEqual(
      [],
    );
    const [error = ''] = typeErrors([only('ts', 'await iq.users.get("bob");')], join(folder, 'bare'));
    expect(error).toContain("page.md:4: error TS2304: Cannot find name 'iq'");
  });
});

describe('a program of a page', { timeout: 60_000 }, () => {
  const ask = (name: string) => `import { createIq } from '@rollcall/facade/iq';
const iq = createIq({ baseUrl: 'https://iq.example.com', auth: { token: process.env.IQ_TOKEN! } });
console.log((await iq.users.get('${name}')).email);`;

  it('talks to a sandbox in the place of the vendor', async () => {
    const { output, problem } = await run(only('ts', ask('bob')), join(folder, 'bob'));
    expect(problem).toBeUndefined();
    expect(output).toBe('bobsmith@domain.com\n');
  });

  it('has failed when it throws, and shows the error', async () => {
    const { output, problem } = await run(only('ts', ask('nobody')), join(folder, 'nobody'));
    expect(problem).toBe('it ended with 1');
    expect(output).toContain('HttpError: GET');
  });

  it('is not run when it would call a server that is not ours', async () => {
    const code = "await fetch('https://elsewhere.example.org/x');";
    expect((await run(only('js', code), join(folder, 'strange'))).problem).toContain(
      'https://elsewhere.example.org',
    );
  });
});

describe('the person whom the first pages take out of all four systems', { timeout: 60_000 }, () => {
  it.each(['README.md', 'packages/facade/README.md'])(
    'is gone from each when %s is followed',
    async (path) => {
      const isLeaver = ({ code, fragment }: Snippet) =>
        fragment &&
        ['qradar', 'iq', 'qlik', 'saq'].every((name) => code.includes(`${name}.users.deprovision(`));
      const leaver = snippetsOf(path).find(isLeaver) as Snippet;
      const whole = { ...leaver, line: 1, fragment: false, code: JANE_IS_THERE + leaver.code };
      const { output, problem } = await run(whole, join(folder, path.replaceAll(/\W/g, '-')));
      expect(problem, output).toBeUndefined();
      expect(output.match(/confirmed absent/g)).toHaveLength(4);
    },
  );
});
