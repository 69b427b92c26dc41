import { badRequest, type QlikError } from '../http/errors.js';

/** By attribute, the operators that it supports: the spec's `x-filter` of the operation. */
export type Operators = Readonly<Record<string, readonly string[]>>;

/** `attribute` is in the spec's spelling, `value` as written. */
export interface Condition {
  kind: 'condition';
  attribute: string;
  operator: 'eq' | 'co';
  value: string;
}

interface Combination {
  kind: 'and' | 'or';
  operands: readonly FilterNode[];
}

export type FilterNode = Condition | Combination;

/** Deeper nesting is refused as too complex; the figure is ours, Qlik gives none. */
const MAX_DEPTH = 50;

/** Longer than a hundred ids by far; the figure is ours. */
const MAX_LENGTH = 100_000;

interface Token {
  kind: '(' | ')' | 'word' | 'string' | 'end';
  text: string;
  at: number;
}

/**
 * Qlik's subset of RFC 7644: `eq`, `co`, `and`, `or`, parentheses. `and` binds tighter than `or`; keywords and
 * attribute names are case-insensitive. Strings may stand in double quotes (RFC 7644) or single ones (qlik.dev's
 * samples). Throws a 400 that names the position.
 */
export function parseFilter(text: string, operators: Operators): FilterNode {
  const attributes = new Map(Object.keys(operators).map((name) => [name.toLowerCase(), name]));
  if (text.length > MAX_LENGTH) {
    throw badRequest(`The filter is too complex: it is longer than ${MAX_LENGTH} characters.`, SOURCE);
  }
  const tokens = tokenize(text);
  let position = 0;
  const peek = () => tokens[position] as Token;
  const take = () => tokens[position++] as Token;
  const isKeyword = (word: string) => peek().kind === 'word' && peek().text.toLowerCase() === word;

  function chain(kind: 'and' | 'or', operand: (depth: number) => FilterNode, depth: number): FilterNode {
    const operands = [operand(depth)];
    while (isKeyword(kind)) {
      take();
      operands.push(operand(depth));
    }
    return operands.length === 1 ? (operands[0] as FilterNode) : { kind, operands };
  }
  const disjunction = (depth: number): FilterNode => chain('or', conjunction, depth);
  const conjunction = (depth: number): FilterNode => chain('and', primary, depth);

  function primary(depth: number): FilterNode {
    if (peek().kind !== '(') return condition();
    if (depth >= MAX_DEPTH) throw badRequest('The filter is too complex: it is nested too deeply.', SOURCE);
    take();
    const inner = disjunction(depth + 1);
    if (peek().kind !== ')') throw unexpected(peek(), 'a closing parenthesis');
    take();
    return inner;
  }

  function condition(): Condition {
    const name = take();
    const attribute = name.kind === 'word' ? attributes.get(name.text.toLowerCase()) : undefined;
    if (attribute === undefined) throw unexpected(name, `one of ${[...attributes.values()].join(', ')}`);
    const supported = operators[attribute] ?? [];
    const operator = take();
    const lower = operator.text.toLowerCase();
    if (operator.kind !== 'word' || !supported.includes(lower)) {
      throw unexpected(operator, `an operator that ${attribute} supports (${supported.join(', ')})`);
    }
    const value = take();
    if (value.kind !== 'string') throw unexpected(value, 'a quoted value');
    return { kind: 'condition', attribute, operator: lower as 'eq' | 'co', value: value.text };
  }

  const tree = disjunction(0);
  if (peek().kind !== 'end') throw unexpected(peek(), 'and, or, or the end of the filter');
  return tree;
}

const SOURCE = { parameter: 'filter' };

function unexpected(token: Token, wanted: string): QlikError {
  const found = token.kind === 'end' ? 'it ends' : `"${token.text}" stands`;
  return badRequest(
    `The filter has a syntax error: at position ${token.at} ${found} instead of ${wanted}.`,
    SOURCE,
  );
}

function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  const pattern = /\s*(?:(\()|(\))|"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([A-Za-z][\w.$-]*))/suy;
  const end = text.trimEnd().length;
  while (pattern.lastIndex < end) {
    const at = pattern.lastIndex;
    const match = pattern.exec(text);
    if (match === null) {
      const rest = text.slice(at).trimStart();
      throw unexpected({ kind: 'word', text: rest.slice(0, 10), at: text.length - rest.length }, 'a filter');
    }
    const [whole, open, close, double, single, word] = match;
    const start = at + whole.length - whole.trimStart().length;
    if (open !== undefined) tokens.push({ kind: '(', text: open, at: start });
    else if (close !== undefined) tokens.push({ kind: ')', text: close, at: start });
    else if (word !== undefined) tokens.push({ kind: 'word', text: word, at: start });
    else tokens.push({ kind: 'string', text: unescapeString(double ?? single ?? ''), at: start });
  }
  tokens.push({ kind: 'end', text: '', at: end });
  return tokens;
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

/** JSON's escapes, which RFC 7644 takes over, and `\'`. */
function unescapeString(text: string): string {
  return text.replace(/\\(?:u([0-9a-fA-F]{4})|(.))/gsu, (_, code: string | undefined, char: string) =>
    code === undefined ? (ESCAPES[char] ?? char) : String.fromCharCode(Number.parseInt(code, 16)),
  );
}
