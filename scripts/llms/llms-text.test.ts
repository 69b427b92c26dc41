import { describe, expect, it } from 'vitest';
import { llmsText } from './llms-text.ts';

const DESCRIBED = {
  name: '@rollcall/small',
  description: 'A small package',
  readme:
    '# @rollcall/small\n\nIt is small. Very.\n\n```sh\nnpm install\n```\n\n```ts\nimport { a } from "x";\n```\n',
  api: '# Public API\n\n## `@rollcall/small`\n\n```ts\nexport const b: 1;\n\nexport interface A {\n}\n\ninterface Hidden {\n}\n```\n\n## `@rollcall/small/node`\n\n```ts\nexport function connect(): void;\n\nexport { c, d }\n```\n',
  pages: [
    {
      path: 'docs/more.md',
      text: '# More\n\n```ts\nIgnored. x\n```\n\n2026-11-25. Read `more`: it helps. Or not.\n',
    },
  ],
};

describe('the llms.txt of a package', () => {
  it('tells what it is, one example, the exports of each entry point, and the pages', () => {
    expect(llmsText(DESCRIBED)).toBe(`# @rollcall/small

> A small package

\`\`\`ts
import { a } from "x";
\`\`\`

## Entry points

- \`@rollcall/small\`: b
- \`@rollcall/small/node\`: c, connect, d

## Pages

- [@rollcall/small](README.md): It is small.
- [More](docs/more.md): Read \`more\`: it helps.
`);
  });

  it('is refused where the report or a page gives nothing to tell', () => {
    expect(() => llmsText({ ...DESCRIBED, api: '## `@rollcall/small`\n\n```ts\n```\n' })).toThrow(
      'without exports',
    );
    expect(() => llmsText({ ...DESCRIBED, pages: [{ path: 'docs/x.md', text: 'x' }] })).toThrow(
      'docs/x.md has no title',
    );
  });
});
