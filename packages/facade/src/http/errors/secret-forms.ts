/** What stands for a character in HTML and XML, beside its number. */
const ENTITIES: Readonly<Record<string, string>> = {
  '&': 'amp',
  '<': 'lt',
  '>': 'gt',
  '"': 'quot',
  "'": 'apos',
  '/': 'sol',
  '+': 'plus',
  '=': 'equals',
  ':': 'colon',
  '\\': 'bsol',
  '%': 'percnt',
};

const encoder = new TextEncoder();
const patterns = new Map<string, RegExp>();
const MOST_KEPT = 50;

/**
 * Finds a secret in a text, each of its characters in any of the ways in which servers write one: as it is, as an entity of
 * HTML or XML, as an escape of JSON (also of JSON in JSON), or percent-encoded.
 */
export function secretPattern(secret: string): RegExp {
  let pattern = patterns.get(secret);
  if (!pattern) {
    pattern = new RegExp([...secret].map(formsOfCharacter).join(''), 'g');
    if (patterns.size >= MOST_KEPT) patterns.clear(); // rotated secrets need not be kept
    patterns.set(secret, pattern);
  }
  return pattern;
}

function formsOfCharacter(character: string): string {
  const code = character.codePointAt(0) as number;
  const hex = ignoringCase(code.toString(16));
  const units = utf16(character);
  const bytes = /\p{Surrogate}/u.test(character) ? [] : [...encoder.encode(character)];
  const forms = [
    literally(character),
    units.map((unit) => `\\\\{1,7}u${ignoringCase(unit.toString(16).padStart(4, '0'))}`).join(''),
    `&(?:amp;)?#0{0,6}${code};`,
    `&(?:amp;)?#[xX]0{0,6}${hex};`,
    bytes.map((byte) => `%(?:25)?${ignoringCase(byte.toString(16).padStart(2, '0'))}`).join(''),
  ];
  if (ENTITIES[character]) forms.push(`&(?:amp;)?${ENTITIES[character]};`);
  if (/["\\/]/.test(character)) forms.push(`\\\\{1,7}${literally(character)}`);
  if (character === ' ') forms.push('\\+');
  return `(?:${forms.filter(Boolean).join('|')})`;
}

function utf16(character: string): number[] {
  return Array.from({ length: character.length }, (_, at) => character.charCodeAt(at));
}

function ignoringCase(hex: string): string {
  return hex.replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);
}

function literally(character: string): string {
  return character.replace(/[\\^$.*+?()[\]{}|/-]/, '\\$&');
}
