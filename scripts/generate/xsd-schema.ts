import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { generatedFrom } from './header.ts';
import { readXsd } from './read-xsd.ts';
import { listOf, plainName, type Scalar, scalarOf, type XsdModel } from './xsd-model.ts';

/**
 * Writes `saq.schema.gen.ts`: what the codec needs and types cannot say (order, wrappers, kinds of values, limits),
 * and the facts in the XSD's appinfo. One constant per type and fact, so that a bundle holds only those it uses.
 */
export function generateXsdSchema(options: { xsdFile: string; outDir: string }): void {
  const model = readXsd(options.xsdFile);
  const source = [
    generatedFrom(basename(options.xsdFile)),
    "import type { CriteriaField, CriteriaOperator, ResponseCode } from './saq.types.gen.js';",
    INTERFACES,
    ...enumerations(model),
    ...schemas(model),
    ...facts(model),
  ];
  mkdirSync(options.outDir, { recursive: true });
  writeFileSync(join(options.outDir, 'saq.schema.gen.ts'), `${source.join('\n\n')}\n`);
}

const INTERFACES = `export interface ScalarSchema {
  /** \`long\` is 64 bits wide and kept as digits; \`int\` is a JavaScript number. */
  readonly scalar: 'string' | 'long' | 'int' | 'boolean';
  readonly min?: number;
  readonly max?: number;
  /** The only values allowed. */
  readonly values?: readonly string[];
}

export interface AttributeSchema {
  readonly name: string;
  readonly type: ScalarSchema;
  readonly required?: true;
}

export interface ElementSchema {
  readonly name: string;
  /** Of the element, or of each item when it wraps a list. */
  readonly type: ScalarSchema | RecordSchema;
  readonly required?: true;
  /** Name of the repeated element inside; makes this element the wrapper of a list. */
  readonly item?: string;
  /** Other spellings of \`item\`, read but never written. */
  readonly aliases?: readonly string[];
  readonly minItems?: number;
  /** A missing wrapper is read as an empty list, and an empty list is not written. */
  readonly always?: true;
}

export interface RecordSchema {
  readonly attributes?: readonly AttributeSchema[];
  /** Member that holds the text beside the attributes. */
  readonly text?: string;
  /** In the order in which they are written; any order is read. */
  readonly elements: readonly ElementSchema[];
}`;

function enumerations(model: XsdModel): string[] {
  return [...model.simpleTypes.values()]
    .filter((simple) => simple.values.length > 0)
    .map((simple) => {
      const values = simple.values.map((each) => quote(each.value)).join(', ');
      const doc = `/** ${simple.doc} */\n`;
      return `${doc}export const ${plural(simple.name)} = [${values}] as const satisfies readonly ${simple.name}[];`;
    });
}

function schemas(model: XsdModel): string[] {
  return inDependencyOrder(model, [...model.views, ...model.roots.map((root) => root.type)]).map((type) => {
    const complex = model.complexTypes.get(type);
    if (!complex) throw new Error(`The XSD has no complex type ${type}`);
    const root = model.roots.find((each) => each.type === type);
    const elements = complex.elements.map((element) => {
      const list = listOf(model, element.type);
      if (element.repeated)
        throw new Error(`${type}/${element.name} is repeated without a wrapper, which the codec cannot read`);
      return object({
        name: quote(element.name),
        type: reference(model, list?.itemType ?? element.type),
        required: element.required && 'true',
        item: list && quote(list.item),
        aliases: list && list.aliases.length > 0 && `[${list.aliases.map(quote).join(', ')}]`,
        minItems: list && list.minItems > 0 && String(list.minItems),
        always: list && root?.name.endsWith('Response') && 'true',
      });
    });
    const attributes = complex.attributes.map((each) =>
      object({
        name: quote(each.name),
        type: reference(model, each.type),
        required: each.required && 'true',
      }),
    );
    return `export const ${schemaName(type)}: RecordSchema = {\n${[
      attributes.length > 0 && `  attributes: [\n    ${attributes.join(',\n    ')},\n  ],\n`,
      complex.text && `  text: ${quote(complex.text)},\n`,
      elements.length > 0 ? `  elements: [\n    ${elements.join(',\n    ')},\n  ],\n` : '  elements: [],\n',
    ]
      .filter(Boolean)
      .join('')}};`;
  });
}

/** A constant may only name those above it. */
function inDependencyOrder(model: XsdModel, types: string[]): string[] {
  const done: string[] = [];
  const add = (type: string) => {
    if (done.includes(type)) return;
    for (const element of model.complexTypes.get(type)?.elements ?? []) {
      const next = listOf(model, element.type)?.itemType ?? element.type;
      if (model.complexTypes.has(next)) add(next);
    }
    done.push(type);
  };
  types.forEach(add);
  return done;
}

function facts(model: XsdModel): string[] {
  const filter =
    [...model.complexTypes.values()].find((each) => each.filter)?.filter ?? new Map<string, string[]>();
  const operators = [...filter].map(
    ([field, list]) => `  ${quoteKey(field)}: [${list.map(quote).join(', ')}],\n`,
  );
  const { defaultPageSize, maxPageSize } = model.paging;
  const operations = [...model.operations].map(([id, operation]) => {
    const { filters, preferences, data, minUsers, maxUsers, body } = operation;
    return `  ${id}: ${object({
      body: body && quote(body),
      filters: filters && quote(filters),
      preferences: preferences && quote(preferences),
      data: data && schemaName(data),
      minUsers,
      maxUsers,
    })},\n`;
  });
  return [
    `/** Which operators each field takes (Qualys; \`GREATER\`: third party). */
export const criteriaOperatorsByField = {\n${operators.join('')}} as const satisfies Record<CriteriaField, readonly CriteriaOperator[]>;`,
    `/** Users per page when \`limitResults\` is left out (third party: known from sister modules). */
export const defaultPageSize = ${Number(defaultPageSize)};`,
    `/** The most that \`limitResults\` may be (third party: known from sister modules). */
export const maxPageSize = ${Number(maxPageSize)};`,
    `export interface OperationSchema {
  /** The operation takes no body, or can do without one. */
  readonly body?: 'none' | 'optional';
  readonly filters?: 'optional';
  readonly preferences?: 'optional';
  /** What each user inside \`data\` has to be. */
  readonly data?: RecordSchema;
  readonly minUsers?: number;
  readonly maxUsers?: number;
}`,
    `/** What each operation reads of a ServiceRequest, by operationId. */
export const requestOperations = {\n${operations.join('')}} as const satisfies Record<string, OperationSchema>;`,
  ];
}

function reference(model: XsdModel, type: string): string {
  const scalar = scalarOf(model, type);
  return scalar ? scalarLiteral(scalar) : schemaName(type);
}

function scalarLiteral({ scalar, min, max, enumeration }: Scalar): string {
  return object({
    scalar: quote(scalar),
    min: min?.toString(),
    max: max?.toString(),
    values: enumeration && plural(enumeration),
  });
}

function object(entries: Record<string, string | false | undefined>): string {
  const present = Object.entries(entries).filter(([, value]) => value);
  return present.length === 0 ? '{}' : `{ ${present.map(([key, value]) => `${key}: ${value}`).join(', ')} }`;
}

const camel = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);
const plural = (name: string): string => `${camel(name)}s`;
const schemaName = (type: string): string => `${camel(plainName(type))}Schema`;
const quote = (value: string): string => `'${value.replace(/[\\']/g, '\\$&')}'`;
const quoteKey = (key: string): string => (/^[A-Za-z_]\w*$/.test(key) ? key : quote(key));
