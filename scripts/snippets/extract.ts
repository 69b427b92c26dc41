import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../root.ts';

/** Languages of code blocks that are tried; blocks of the others are data. */
const CODE = ['ts', 'js', 'cjs', 'sh'] as const;
const DATA = ['json', 'csv', 'text', 'mermaid', 'yaml'];

export interface Snippet {
  /** Path of the page, from the root. */
  readonly page: string;
  /** Line of its first line of code, from 1. */
  readonly line: number;
  readonly language: (typeof CODE)[number];
  /** A part of a program, which uses what the text around it made (`prelude.d.ts`): it is compiled, and not run. */
  readonly fragment: boolean;
  readonly code: string;
}

/** The code blocks of a page. A block whose fence says nothing that is known here is an error: it would be skipped. */
export function snippetsOf(page: string, text = readFileSync(join(root, page), 'utf8')): Snippet[] {
  const lines = text.split('\n');
  const snippets: Snippet[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const fence = /^( *)```(.*)$/.exec(lines[at] ?? '');
    if (!fence) continue;
    const [, indent = '', info = ''] = fence;
    const start = at + 1;
    do at += 1;
    while (at < lines.length && lines[at]?.trim() !== '```');
    if (at === lines.length) throw new Error(`${page}:${start}: the code block does not end`);
    const [language = '', mark, ...rest] = info.trim().split(' ');
    if (DATA.includes(language) && mark === undefined) continue;
    const known = CODE.find((each) => each === language);
    if (!known || rest.length > 0 || (mark !== undefined && (mark !== 'fragment' || known === 'sh'))) {
      throw new Error(
        `${page}:${start}: the code block is marked '${info}'; known are ${[...CODE, ...DATA].join(', ')}, and 'ts fragment' for a part of a program`,
      );
    }
    const code = lines.slice(start, at).map((line) => line.slice(indent.length));
    snippets.push({
      page,
      line: start + 1,
      language: known,
      fragment: mark === 'fragment',
      code: `${code.join('\n')}\n`,
    });
  }
  return snippets;
}

/** The code with empty lines before it, so that what a tool says of line 30 is line 30 of the page. */
export const atItsLine = ({ code, line }: Snippet): string => '\n'.repeat(line - 1) + code;
