import { readFileSync } from 'node:fs';
import { ParseOption, XmlDocument, type XmlElement } from 'libxml2-wasm';

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

interface XsdSimpleType {
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

const NAMESPACES = { xs: 'http://www.w3.org/2001/XMLSchema', rc: 'urn:rollcall:facts' };

/** Reads the parts of an XSD that types cannot say: order, wrappers, kinds of numbers, and the facts in its appinfo. */
export function readXsd(xsdFile: string): XsdModel {
  const document = XmlDocument.fromString(readFileSync(xsdFile, 'utf8'), {
    option: ParseOption.XML_PARSE_NONET,
  });
  try {
    return modelOf(document);
  } finally {
    document.dispose();
  }
}

function modelOf(document: XmlDocument): XsdModel {
  const all = (node: XmlElement, path: string) => node.find(path, NAMESPACES) as XmlElement[];
  const one = (node: XmlElement, path: string) => all(node, path)[0];
  const attribute = (node: XmlElement, name: string) => node.attr(name)?.value;
  const needed = (node: XmlElement, name: string) => {
    const value = attribute(node, name);
    if (value === undefined)
      throw new Error(`${name} is missing on <${node.name}> in line ${node.line} of the XSD`);
    return value;
  };
  const attributes = (node: XmlElement | undefined) =>
    Object.fromEntries((node?.attrs ?? []).map((each) => [each.name, each.value]));

  const doc = (node: XmlElement) => {
    const text = (path: string) => all(node, path).map((each) => each.content.replace(/\s+/g, ' ').trim());
    const unconfirmed = text('xs:annotation/xs:appinfo/rc:unconfirmed').map((each) => `Unconfirmed: ${each}`);
    const lines = [...text('xs:annotation/xs:documentation'), ...unconfirmed].join('\n');
    return lines.replace(/\b[A-Z]\w+Type\b/g, plainName);
  };

  const element = (node: XmlElement, sequenceRepeats: boolean): XsdElement => {
    const maxOccurs = attribute(node, 'maxOccurs') ?? '1';
    if (maxOccurs !== '1' && maxOccurs !== 'unbounded') {
      throw new Error(
        `maxOccurs="${maxOccurs}" in line ${node.line} of the XSD: only 1 and unbounded are generated`,
      );
    }
    const open = one(node, 'xs:annotation/xs:appinfo/rc:open');
    const alias = one(node, 'xs:annotation/xs:appinfo/rc:alias');
    return {
      name: needed(node, 'name'),
      type: needed(node, 'type'),
      required: attribute(node, 'minOccurs') !== '0',
      repeated: sequenceRepeats || maxOccurs === 'unbounded',
      doc: doc(node),
      ...(open && { known: needed(open, 'known') }),
      ...(alias && { aliasOf: needed(alias, 'of') }),
    };
  };

  const complexType = (node: XmlElement): XsdComplexType => {
    const repeats = all(node, 'xs:sequence').some((each) => attribute(each, 'maxOccurs') === 'unbounded');
    const text = one(node, 'xs:annotation/xs:appinfo/rc:text');
    const filter = one(node, 'xs:annotation/xs:appinfo/rc:filter');
    return {
      name: needed(node, 'name'),
      doc: doc(node),
      elements: all(node, 'xs:sequence/xs:element').map((each) => element(each, repeats)),
      attributes: all(node, 'xs:attribute').map((each) => ({
        name: needed(each, 'name'),
        type: needed(each, 'type'),
        required: attribute(each, 'use') === 'required',
      })),
      ...(text && { text: needed(text, 'name') }),
      ...(filter && {
        filter: new Map(
          all(filter, 'rc:field').map((field) => [
            needed(field, 'name'),
            all(field, 'rc:operator').map((operator) => operator.content),
          ]),
        ),
      }),
    };
  };

  const simpleType = (node: XmlElement): XsdSimpleType => {
    const facet = (name: string) => {
      const found = one(node, `xs:restriction/xs:${name}`);
      return found && Number(needed(found, 'value'));
    };
    return {
      name: needed(node, 'name'),
      doc: doc(node),
      base: needed(one(node, 'xs:restriction') ?? node, 'base'),
      values: all(node, 'xs:restriction/xs:enumeration').map((each) => ({
        value: needed(each, 'value'),
        doc: doc(each),
      })),
      min: facet('minInclusive'),
      max: facet('maxInclusive'),
    };
  };

  const schema = document.root;
  const byName = <T extends { name: string }>(items: T[]) => new Map(items.map((item) => [item.name, item]));
  const facts = 'xs:element/xs:annotation/xs:appinfo';
  return {
    roots: all(schema, 'xs:element').map((each) => ({
      name: needed(each, 'name'),
      type: needed(each, 'type'),
      doc: doc(each),
    })),
    complexTypes: byName(all(schema, 'xs:complexType').map(complexType)),
    simpleTypes: byName(all(schema, 'xs:simpleType').map(simpleType)),
    views: all(schema, './/rc:views').flatMap((each) => each.attrs.map((view) => view.value)),
    operations: new Map(
      all(schema, `${facts}/rc:operations/rc:operation`).map((each) => [
        needed(each, 'id'),
        attributes(each),
      ]),
    ),
    paging: attributes(one(schema, `${facts}/rc:paging`)),
  };
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
