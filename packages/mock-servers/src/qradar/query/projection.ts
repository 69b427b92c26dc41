import { CODES, unprocessable } from '../http/errors.js';
import { MAX_EXPRESSION_LENGTH } from './expression-length.js';
import type { Fields, Shape } from './shapes.js';

/** The wanted fields of one object; null takes a field whole. */
export type Projection = ReadonlyMap<string, Projection | null>;

/**
 * Parses `fields`: names separated by commas, subfields in brackets, `id,user_role(name)` (IBM).
 * @throws ApiError 422 for a syntax error and for a field that the resource does not have.
 */
export function parseFields(text: string, fields: Fields): Projection {
  if (text.length > MAX_EXPRESSION_LENGTH) {
    throw unprocessable(
      CODES.badField,
      `The fields parameter is longer than ${MAX_EXPRESSION_LENGTH} characters.`,
    );
  }
  const state = { text, position: 0 };
  const projection = parseList(state, fields);
  if (state.position < text.length) throw malformed(text, state.position);
  return projection;
}

/** Leaves out every field that is not named; the order is the object's own. */
export function project(value: unknown, projection: Projection): unknown {
  if (Array.isArray(value)) return value.map((element) => project(element, projection));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).flatMap(([name, inner]): [string, unknown][] => {
    const wanted = projection.get(name);
    if (wanted === undefined) return [];
    return [[name, wanted === null ? inner : project(inner, wanted)]];
  });
  return Object.fromEntries(entries);
}

const NAME_PATTERN = /\s*([A-Za-z_][A-Za-z0-9_]*)\s*/y;

function parseList(
  state: { text: string; position: number },
  fields: Fields,
): Map<string, Projection | null> {
  const projection = new Map<string, Projection | null>();
  do {
    NAME_PATTERN.lastIndex = state.position;
    const name = NAME_PATTERN.exec(state.text);
    if (name === null) throw malformed(state.text, state.position);
    state.position = NAME_PATTERN.lastIndex;
    const field = name[1] as string;
    const shape = Object.hasOwn(fields, field) ? (fields[field] as Shape) : undefined;
    if (shape === undefined) {
      throw unprocessable(
        CODES.badField,
        `The fields parameter names "${field}", which this endpoint does not have.`,
      );
    }
    projection.set(field, take(state, '(') ? parseInner(state, field, shape) : null);
  } while (take(state, ','));
  return projection;
}

function parseInner(state: { text: string; position: number }, field: string, shape: Shape): Projection {
  const inner = innerFields(shape);
  if (inner === undefined) throw unprocessable(CODES.badField, `The field "${field}" has no subfields.`);
  const projection = parseList(state, inner);
  if (!take(state, ')')) throw malformed(state.text, state.position);
  return projection;
}

function innerFields(shape: Shape): Fields | undefined {
  if (typeof shape === 'string') return undefined;
  return 'elements' in shape ? innerFields(shape.elements) : shape.fields;
}

/** Takes one sign and the spaces after it. */
function take(state: { text: string; position: number }, sign: string): boolean {
  if (state.text[state.position] !== sign) return false;
  state.position += 1;
  while (state.text[state.position] === ' ') state.position += 1;
  return true;
}

function malformed(text: string, position: number): Error {
  return unprocessable(
    CODES.badField,
    `The fields parameter could not be parsed at character ${position + 1} of ${JSON.stringify(text.slice(0, 200))}.`,
  );
}
