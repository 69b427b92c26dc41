import type { ElementSchema, RecordSchema, ScalarSchema } from '../gen/saq.schema.gen.js';
import { shown, XmlError } from './errors.js';
import { type Node, readTree } from './read-tree.js';
import { outOfRange } from './whole-numbers.js';

// One walk over the tree by the schema checks and converts it.

/** A document, which must be what it is taken for. `open` skips elements and attributes of a record that are not known. */
export function parse(text: string, rootName: string, schema: RecordSchema, open: boolean) {
  const root = readTree(text);
  if (root.name !== rootName) {
    throw new XmlError(`The document is not a ${rootName}: its root is <${shown(root.name)}>`, {
      path: rootName,
    });
  }
  return { value: readRecord(root, schema, { path: rootName, open }), root };
}

interface Place {
  path: string;
  /** Skip unknown elements and attributes of a record. */
  open: boolean;
}

function readRecord(node: Node, schema: RecordSchema, place: Place): Record<string, unknown> {
  const { path, open } = place;
  const value: Record<string, unknown> = {};

  for (const attribute of schema.attributes ?? []) {
    const text = node.attributes[attribute.name];
    const at = `${path}/@${attribute.name}`;
    if (text !== undefined) value[attribute.name] = readScalar(text, attribute.type, at);
    else if (attribute.required) throw missing(at);
  }
  if (!open) {
    const known = (each: string) =>
      /^(?:xmlns|xsi)(?::|$)/.test(each) || schema.attributes?.some((attribute) => attribute.name === each);
    const unknown = Object.keys(node.attributes).find((each) => !known(each));
    if (unknown !== undefined) throw new XmlError(`Unknown attribute ${shown(unknown)} on ${path}`, { path });
  }

  if (schema.text) value[schema.text] = readText(node, path);
  for (const child of schema.text ? [] : elementsOf(node, path)) {
    const element = schema.elements.find((each) => each.name === child.name);
    const at = `${path}/${shown(child.name)}`;
    if (!element) {
      if (open) continue;
      throw new XmlError(`Unknown element ${at}`, { path: at });
    }
    if (value[element.name] !== undefined) throw new XmlError(`${at} is there twice`, { path: at });
    value[element.name] = element.item
      ? readList(child, element, { path: at, open })
      : readValue(child, element.type, { path: at, open });
  }

  for (const element of schema.elements) {
    if (value[element.name] !== undefined) continue;
    if (element.required) throw missing(`${path}/${element.name}`);
    if (element.always) value[element.name] = [];
  }
  return value;
}

function readList(node: Node, element: ElementSchema, { path, open }: Place): unknown[] {
  const items = elementsOf(node, path).map((child, index) => {
    const { name } = child;
    if (name !== element.item && !element.aliases?.includes(name)) {
      throw new XmlError(`Unknown element <${shown(name)}> in the list ${path}`, { path });
    }
    return readValue(child, element.type, { path: `${path}/${name}[${index + 1}]`, open });
  });
  if (items.length < (element.minItems ?? 0)) throw missing(`${path}/${element.item}`);
  return items;
}

function readValue(node: Node, type: ScalarSchema | RecordSchema, place: Place): unknown {
  if ('scalar' in type) return readScalar(readText(node, place.path), type, place.path);
  return readRecord(node, type, place);
}

function readScalar(text: string, type: ScalarSchema, path: string): string | number | boolean {
  if (type.scalar === 'string') {
    if (type.values && !type.values.includes(text)) {
      throw new XmlError(`${path} is none of ${type.values.join(', ')}`, { path });
    }
    return text;
  }
  const word = text.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, '');
  if (type.scalar === 'boolean') {
    if (word === 'true' || word === '1') return true;
    if (word === 'false' || word === '0') return false;
    throw new XmlError(`${path} is neither true nor false`, { path });
  }
  if (!/^[+-]?[0-9]{1,40}$/.test(word)) throw new XmlError(`${path} is not a whole number`, { path });
  const digits = BigInt(word.replace('+', ''));
  const fault = outOfRange(digits, type);
  if (fault) throw new XmlError(`${path} is ${fault}`, { path });
  return type.scalar === 'long' ? digits.toString() : Number(digits);
}

function elementsOf({ elements, text, cdata }: Node, path: string): Node[] {
  if (!cdata && !/[^ \t\r\n]/.test(text)) return elements;
  throw new XmlError(`${path} has text where only elements belong`, { path });
}

function readText({ elements, text }: Node, path: string): string {
  if (elements.length === 0) return text;
  throw new XmlError(`${path} has an element where only text belongs`, { path });
}

const missing = (path: string): XmlError => new XmlError(`${path} is missing`, { path });
