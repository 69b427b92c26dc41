import type { ScalarSchema } from '../gen/saq.schema.gen.js';
import { NOT_XML } from './characters.js';
import { XmlInputError } from './errors.js';
import { outOfRange } from './whole-numbers.js';

/** A text, a number or a word as it stands in a document. */
export function writeScalar(value: unknown, type: ScalarSchema, path: string): string {
  if (type.scalar === 'string') {
    if (typeof value !== 'string') throw new XmlInputError(`expected a string, got ${kindOf(value)}`, path);
    if (NOT_XML.test(value)) {
      throw new XmlInputError(
        'has a control character or half a surrogate pair, which XML cannot carry',
        path,
      );
    }
    if (type.values && !type.values.includes(value)) {
      throw new XmlInputError(`expected one of ${type.values.join(', ')}`, path);
    }
    return escaped(value);
  }
  if (type.scalar === 'boolean') {
    if (typeof value !== 'boolean') throw new XmlInputError(`expected a boolean, got ${kindOf(value)}`, path);
    return String(value);
  }
  const digits = type.scalar === 'long' || typeof value === 'number' ? wholeNumber(value) : undefined;
  if (digits === undefined) {
    const expected =
      type.scalar === 'long' ? 'digits without leading zeros, a bigint or a safe integer' : 'a safe integer';
    throw new XmlInputError(`expected ${expected}, got ${kindOf(value)}`, path);
  }
  const fault = outOfRange(digits, type);
  if (fault) throw new XmlInputError(`is ${fault}`, path);
  return digits.toString();
}

// White space as references: a reader makes one of CR LF, and blanks of line ends and tabs in attributes.
const REFERENCES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
  '\n': '&#10;',
  '\t': '&#9;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"\r\n\t]/g, (character) => REFERENCES[character] as string);
}

function wholeNumber(value: unknown): bigint | undefined {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : undefined;
  return typeof value === 'string' && /^(?:0|-?[1-9][0-9]{0,18})$/.test(value) ? BigInt(value) : undefined;
}

/** What a value is, without saying what it holds. */
export function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  if (value instanceof Date) return 'a Date';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
