/** One character of a pattern; `undefined` is `_`, any one character. */
type Element = string | undefined;

/** Bits of a word that stay positive in JavaScript's 32-bit integers. */
const WORD_BITS = 31;

/**
 * A LIKE pattern as a test of the whole value: `%` any characters, `_` any one character, both literal after a
 * backslash, as are quotes and the backslash itself (IBM overview, LIKE). Any other backslash is itself.
 *
 * Between two `%` stands a piece that is looked for from left to right, all its beginnings at once, so that no pattern
 * makes it look twice at a character of the value: a regular expression would, and `%a%a%a%ab` would take minutes.
 */
export function compileLike(pattern: string, caseSensitive: boolean): (value: string) => boolean {
  const fold = caseSensitive ? (character: string) => character : foldCase;
  const pieces = split(pattern, fold);
  const [first = [], ...others] = pieces;
  const last = others.pop();
  const searches = others.filter((piece) => piece.length > 0).map(compileSearch);
  const least = pieces.reduce((sum, piece) => sum + piece.length, 0);
  return (value) => {
    const characters = Array.from(value, fold);
    if (last === undefined) return characters.length === least && standsAt(first, characters, 0);
    if (characters.length < least || !standsAt(first, characters, 0)) return false;
    let from = first.length;
    for (const search of searches) {
      const end = search(characters, from);
      if (end === undefined) return false;
      from = end;
    }
    const lastStart = characters.length - last.length;
    return lastStart >= from && standsAt(last, characters, lastStart);
  };
}

/** The pieces between the `%`; one piece when there is none. */
function split(pattern: string, fold: (character: string) => string): Element[][] {
  const characters = Array.from(pattern);
  const pieces: Element[][] = [[]];
  for (let index = 0; index < characters.length; index += 1) {
    const character = characters[index] as string;
    const next = characters[index + 1];
    const piece = pieces.at(-1) as Element[];
    if (character === '\\' && next !== undefined && '%_\\"\''.includes(next)) {
      piece.push(fold(next));
      index += 1;
    } else if (character === '%') pieces.push([]);
    else piece.push(character === '_' ? undefined : fold(character));
  }
  return pieces;
}

function standsAt(piece: readonly Element[], characters: readonly string[], start: number): boolean {
  return piece.every((element, i) => element === undefined || element === characters[start + i]);
}

/** Shift-and: bit i says that the i + 1 first elements end at the present character. Answers where the piece ends. */
function compileSearch(
  piece: readonly Element[],
): (characters: readonly string[], from: number) => number | undefined {
  const words = Math.ceil(piece.length / WORD_BITS);
  const masks = new Map<string | undefined, Int32Array>([[undefined, new Int32Array(words)]]);
  for (const element of piece) if (!masks.has(element)) masks.set(element, new Int32Array(words));
  piece.forEach((element, i) => {
    const targets = element === undefined ? masks.values() : [masks.get(element) as Int32Array];
    for (const mask of targets) set(mask, i);
  });
  const other = masks.get(undefined) as Int32Array;
  const [endWord, endBit] = place(piece.length - 1);
  return (characters, from) => {
    const state = new Int32Array(words);
    for (let index = from; index < characters.length; index += 1) {
      const mask = masks.get(characters[index]) ?? other;
      let carry = 1;
      for (let word = 0; word < words; word += 1) {
        const before = state[word] as number;
        state[word] = ((before << 1) | carry) & 0x7fffffff & (mask[word] as number);
        carry = before >>> (WORD_BITS - 1);
      }
      if (((state[endWord] as number) & endBit) !== 0) return index + 1;
    }
    return undefined;
  };
}

function set(mask: Int32Array, index: number): void {
  const [word, bit] = place(index);
  mask[word] = (mask[word] as number) | bit;
}

function place(index: number): [word: number, bit: number] {
  return [Math.floor(index / WORD_BITS), 1 << (index % WORD_BITS)];
}

/** One character in small letters, and never two: `ß` stays, `K` (Kelvin) is `k`. */
function foldCase(character: string): string {
  const upper = character.toUpperCase();
  return (upper.length === character.length ? upper : character).toLowerCase();
}
