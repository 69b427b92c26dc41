import type { AttributeRef } from '../schema/resolve.js';

export const OPERATORS = ['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le'] as const;
export type Operator = (typeof OPERATORS)[number];

/** A filter whose names are found in the schema and whose values have the attribute's type. */
export type Filter =
  | { kind: 'and' | 'or'; of: readonly Filter[] }
  | { kind: 'not'; of: Filter }
  | { kind: 'present'; attribute: AttributeRef }
  | Comparison
  /** `emails[…]`: one value of the attribute fulfils the whole filter, whose attributes are the sub-attributes. */
  | { kind: 'some'; attribute: AttributeRef; where: Filter };

export interface Comparison {
  kind: 'compare';
  attribute: AttributeRef;
  operator: Operator;
  value: string | number | boolean;
}
