/**
 * A LIKE pattern as a regular expression over the whole value: `%` any characters, `_` any one character, both literal
 * after a backslash, as are quotes and the backslash itself (IBM overview, LIKE). Any other backslash is itself.
 */
export function likeToRegExp(pattern: string, caseSensitive: boolean): RegExp {
  const characters = [...pattern];
  let source = '';
  for (let index = 0; index < characters.length; index += 1) {
    const character = characters[index] as string;
    const next = characters[index + 1];
    if (character === '\\' && next !== undefined && '%_\\"\''.includes(next)) {
      source += escapeRegExp(next);
      index += 1;
    } else if (character === '%') {
      // A run of % is one %: several would make the expression slow without matching anything else.
      if (!source.endsWith('[^]*')) source += '[^]*';
    } else if (character === '_') {
      source += '[^]';
    } else {
      source += escapeRegExp(character);
    }
  }
  return new RegExp(`^${source}$`, caseSensitive ? 'u' : 'iu');
}

function escapeRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
