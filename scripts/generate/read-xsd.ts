import { readFileSync } from 'node:fs';
import { ParseOption, XmlDocument, type XmlElement } from 'libxml2-wasm';
import {
  plainName,
  type XsdComplexType,
  type XsdElement,
  type XsdModel,
  type XsdSimpleType,
} from './xsd-model.ts';

const NAMESPACES = { xs: 'http://www.w3.org/2001/XMLSchema', rc: 'urn:rollcall:facts' };

/** What an appinfo may hold. Any other name is refused: a fact that nobody reads would be lost without a word. */
const FACTS: ReadonlySet<string> = new Set([
  'alias',
  'field',
  'filter',
  'open',
  'operation',
  'operations',
  'operator',
  'paging',
  'text',
  'unconfirmed',
  'views',
]);

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
  for (const { name, line } of all(schema, './/rc:*')) {
    if (!FACTS.has(name))
      throw new Error(`rc:${name} in line ${line} of the XSD is none of ${[...FACTS].join(', ')}`);
  }
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
