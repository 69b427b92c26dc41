import { badRequest } from '../errors.js';

export type Token =
  | { kind: 'open' | 'close' | 'openList' | 'closeList' }
  | { kind: 'string'; value: string }
  /** A name, an operator, a keyword, a number: told apart by where it stands. */
  | { kind: 'word'; text: string };

const PUNCTUATION: Readonly<Record<string, Token>> = {
  '(': { kind: 'open' },
  ')': { kind: 'close' },
  '[': { kind: 'openList' },
  ']': { kind: 'closeList' },
};

const WORD = /[^\s()[\]"]+/y;
const STRING = /"(?:[^"\\]|\\.)*"/sy;

/**
 * Splits a filter. A string is JSON's, so its escapes are too.
 *
 * @throws ScimError 400 invalidFilter.
 */
export function tokenise(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const char = text.charAt(at);
    const punctuation = PUNCTUATION[char];
    if (punctuation) {
      tokens.push(punctuation);
      at += 1;
    } else if (/\s/.test(char)) at += 1;
    else if (char === '"') {
      STRING.lastIndex = at;
      const written = STRING.exec(text)?.[0];
      if (written === undefined)
        throw badRequest('invalidFilter', `A string opens at ${at + 1} and never closes.`);
      tokens.push({ kind: 'string', value: readString(written, at) });
      at += written.length;
    } else {
      WORD.lastIndex = at;
      const word = WORD.exec(text)?.[0] ?? char;
      tokens.push({ kind: 'word', text: word });
      at += word.length;
    }
  }
  return tokens;
}

function readString(written: string, at: number): string {
  try {
    return JSON.parse(written) as string;
  } catch {
    throw badRequest('invalidFilter', `The string at ${at + 1} has an escape that JSON does not know.`);
  }
}
