/** How a value is read and written; `long` is 64 bits wide and therefore text in TypeScript. */
export interface Scalar {
  scalar: 'string' | 'long' | 'int' | 'boolean';
  min?: number;
  max?: number;
  /** Name of the enumeration that closes the value. */
  enumeration?: string;
}

export interface XsdElement {
  name: string;
  /** Name of the type, `xs:` included. */
  type: string;
  required: boolean;
  repeated: boolean;
  doc: string;
  /** Enumeration of the known values of an open string (`rc:open`). */
  known?: string;
  /** The element whose other spelling this is (`rc:alias`). */
  aliasOf?: string;
}

export interface XsdComplexType {
  name: string;
  doc: string;
  elements: XsdElement[];
  attributes: { name: string; type: string; required: boolean }[];
  /** What the text beside the attributes is called (`rc:text`). */
  text?: string;
  /** Operators by field (`rc:filter`). */
  filter?: Map<string, string[]>;
}

export interface XsdSimpleType {
  name: string;
  doc: string;
  base: string;
  values: { value: string; doc: string }[];
  min?: number;
  max?: number;
}

export interface XsdModel {
  roots: { name: string; type: string; doc: string }[];
  complexTypes: Map<string, XsdComplexType>;
  simpleTypes: Map<string, XsdSimpleType>;
  /** Stricter types of a user, which no element uses (`rc:views`). */
  views: string[];
  operations: Map<string, Record<string, string>>;
  paging: Record<string, string>;
}

const BUILT_IN: Record<string, Scalar> = {
  'xs:string': { scalar: 'string' },
  'xs:long': { scalar: 'long' },
  'xs:int': { scalar: 'int', min: -2147483648, max: 2147483647 },
  'xs:integer': { scalar: 'int' },
  'xs:nonNegativeInteger': { scalar: 'int', min: 0 },
  'xs:boolean': { scalar: 'boolean' },
};

/** The scalar that a type name stands for, or undefined when it is a complex type. */
export function scalarOf(model: XsdModel, type: string): Scalar | undefined {
  const simple = model.simpleTypes.get(type);
  if (simple) {
    const base = scalarOf(model, simple.base);
    return {
      ...(base as Scalar),
      ...(simple.min !== undefined && { min: simple.min }),
      ...(simple.max !== undefined && { max: simple.max }),
      ...(simple.values.length > 0 && { enumeration: simple.name }),
    };
  }
  if (model.complexTypes.has(type)) return undefined;
  const scalar = BUILT_IN[type];
  if (!scalar) throw new Error(`The XSD uses ${type}, which the generator and the codec do not know`);
  return scalar;
}

/** The list that a wrapper holds: a type of nothing but one repeated element, in one or several spellings. */
export function listOf(
  model: XsdModel,
  type: string,
): { item: string; itemType: string; aliases: string[]; minItems: number } | undefined {
  const complex = model.complexTypes.get(type);
  const [item, ...others] = complex?.elements.filter((each) => !each.aliasOf) ?? [];
  if (!complex || !item?.repeated || others.length > 0 || complex.attributes.length > 0) return undefined;
  const aliases = complex.elements.filter((each) => each.aliasOf === item.name);
  return {
    item: item.name,
    itemType: item.type,
    aliases: aliases.map((each) => each.name),
    minItems: item.required ? 1 : 0,
  };
}

/** The records that a type leads to, itself included, wrappers left out. */
export function reachable(model: XsdModel, type: string, found = new Set<string>()): Set<string> {
  const complex = model.complexTypes.get(listOf(model, type)?.itemType ?? type);
  if (!complex || found.has(complex.name)) return found;
  found.add(complex.name);
  for (const element of complex.elements) reachable(model, element.type, found);
  return found;
}

/** `UserType` is a `User` to whoever uses it. */
export const plainName = (type: string): string => type.replace(/Type$/, '');
