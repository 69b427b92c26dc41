import { SaxesParser } from 'saxes';
import {
  type ElementSchema,
  type RecordSchema,
  type ScalarSchema,
  serviceRequestSchema,
  serviceResponseSchema,
} from './gen/saq.schema.gen.js';
import type { ServiceRequest, ServiceResponse } from './gen/saq.types.gen.js';

/** A document that cannot be read. The message says where and what, and never quotes a value out of the document. */
export class XmlError extends Error {
  override readonly name = 'XmlError';
  /** Line in the document, from 1, when the fault is in the markup. */
  readonly line: number | undefined;
  /** Elements from the root, such as `ServiceResponse/data/User[2]/id`, when the fault is in the content. */
  readonly path: string | undefined;

  constructor(message: string, where: { line?: number; path?: string } = {}) {
    super(message);
    this.line = where.line;
    this.path = where.path;
  }
}

/** A value that cannot be sent. The message names the member and never quotes its value. */
export class XmlInputError extends Error {
  override readonly name = 'XmlInputError';
  /** Members from the root, such as `ServiceRequest/data/User[2]/id`. */
  readonly path: string;

  constructor(message: string, path: string) {
    super(`${path}: ${message}`);
    this.path = path;
  }
}

/**
 * Reads an answer. Elements may come in any order; `data` is always an array. Elements that the XSD does not have are
 * skipped in a record (ServiceResponse, User, Tag, …), so that a field the vendor adds breaks nothing, and refused in
 * a list (data, tags), where skipping one would make the list look shorter than it is.
 * @throws XmlError when the text is not XML or not a ServiceResponse, has a DOCTYPE, is nested deeper than 100, or
 * when `count` and `data` are both there and disagree. An answer without `data` is not checked against `count`,
 * because countUsers answers so; whoever expects users compares the two.
 */
export function parseServiceResponse(xml: string): ServiceResponse {
  const { value, root } = parse(xml, 'ServiceResponse', serviceResponseSchema, true);
  const response = value as unknown as ServiceResponse;
  const given = root.elements.some(({ name }) => name === 'data');
  if (given && response.count !== undefined && response.count !== response.data.length) {
    throw new XmlError(`count says ${response.count} users, data has ${response.data.length}`, {
      path: 'ServiceResponse/count',
    });
  }
  return response;
}

/**
 * Reads a request, as a server does. Elements may come in any order; what the XSD does not have is refused.
 * @throws XmlError as parseServiceResponse does, and for anything unknown.
 */
export function parseServiceRequest(xml: string): ServiceRequest {
  return parse(xml, 'ServiceRequest', serviceRequestSchema, false).value as unknown as ServiceRequest;
}

/**
 * Writes a request that is valid by the XSD and reads back exactly as given. A member that is undefined is left out.
 * @throws XmlInputError for what XML cannot carry (control characters, lone surrogates), null, unknown members, and
 * values of another type than the XSD's.
 */
export function buildServiceRequest(request: ServiceRequest): string {
  return build('ServiceRequest', serviceRequestSchema, request);
}

/**
 * Writes an answer, as a server does. An empty `data` is left out.
 * @throws XmlInputError as buildServiceRequest does.
 */
export function buildServiceResponse(response: ServiceResponse): string {
  return build('ServiceResponse', serviceResponseSchema, response);
}

// Reading: the engine makes a tree, and one walk by the schema checks and converts it.

/** An element of the document: its children apart from its text, in which references are resolved. */
interface Node {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly elements: Node[];
  text: string;
  /** Text that is no mere indentation, even if it is blank. */
  cdata: boolean;
}

const MAX_DEPTH = 100;
const MAX_ATTRIBUTES = 100;

// The characters that XML 1.0 allows, negated.
const NOT_XML = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;

function parse(text: string, rootName: string, schema: RecordSchema, open: boolean) {
  const root = readTree(text);
  if (root.name !== rootName) {
    throw new XmlError(`The document is not a ${rootName}: its root is <${shown(root.name)}>`, {
      path: rootName,
    });
  }
  return { value: readRecord(root, schema, { path: rootName, open }), root };
}

/**
 * Refuses, beside what is not well-formed, every declaration but the XML declaration, processing instructions, more than
 * 100 levels, and more than 100 attributes on an element, so that the work is bounded by the size.
 */
function readTree(xml: string): Node {
  // The encoding that a declaration names says nothing about text that is decoded already, nor its version about ours.
  const parser = new SaxesParser({ forceXMLVersion: true, defaultXMLVersion: '1.0', position: false });
  const fail = (fault: string, line = parser.line): never => {
    throw new XmlError(`Not well-formed XML: ${fault}, in line ${line}`, { line });
  };
  // The engine joins half a surrogate pair with whatever follows it.
  const forbidden = NOT_XML.exec(xml);
  if (forbidden)
    fail('a character that XML does not allow', xml.slice(0, forbidden.index).split('\n').length);

  const document: Node = { name: '', attributes: {}, elements: [], text: '', cdata: false };
  const ancestors: Node[] = [];
  let current = document;
  let attributes = 0;
  // What follows a colon in the engine's messages is out of the document.
  parser.on('error', ({ message }) => fail(message.replace(/^[\d:]+ |[:.][\s\S]*$/g, '')));
  parser.on('doctype', () => fail('a DOCTYPE, which is never accepted'));
  parser.on('processinginstruction', () => fail('a processing instruction, which is never accepted'));
  parser.on('attribute', ({ name }) => {
    attributes += 1;
    if (attributes > MAX_ATTRIBUTES) fail(`more than ${MAX_ATTRIBUTES} attributes`);
    if (name in Object.prototype) fail('a reserved name');
  });
  parser.on('opentag', (tag) => {
    const node: Node = {
      name: tag.name,
      attributes: tag.attributes as Record<string, string>,
      elements: [],
      text: '',
      cdata: false,
    };
    if (ancestors.length >= MAX_DEPTH) fail(`elements nested deeper than ${MAX_DEPTH}`);
    if (tag.name in Object.prototype) fail('a reserved name');
    current.elements.push(node);
    ancestors.push(current);
    current = node;
    attributes = 0;
  });
  parser.on('closetag', () => {
    current = ancestors.pop() ?? document;
  });
  parser.on('text', (text) => {
    current.text += text;
  });
  parser.on('cdata', (text) => {
    current.text += text;
    current.cdata = true;
  });
  parser.write(xml).close();
  return document.elements[0] ?? fail('no element');
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

function outOfRange(digits: bigint, { scalar, min, max }: ScalarSchema): string | undefined {
  if (scalar === 'long') return BigInt.asIntN(64, digits) === digits ? undefined : 'wider than 64 bits';
  const least = min ?? Number.MIN_SAFE_INTEGER;
  const most = max ?? Number.MAX_SAFE_INTEGER;
  return digits >= least && digits <= most ? undefined : `not between ${least} and ${most}`;
}

function elementsOf({ elements, text, cdata }: Node, path: string): Node[] {
  if (!cdata && !/[^ \t\r\n]/.test(text)) return elements;
  throw new XmlError(`${path} has text where only elements belong`, { path });
}

function readText({ elements, text }: Node, path: string): string {
  if (elements.length === 0) return text;
  throw new XmlError(`${path} has an element where only text belongs`, { path });
}

// Whole or not at all: half a name could be half a secret, which nobody would find any more.
const shown = (name: string): string => (name.length > 40 ? '…' : name);
const missing = (path: string): XmlError => new XmlError(`${path} is missing`, { path });

// Writing: one walk by the schema.

function build(rootName: string, schema: RecordSchema, value: unknown): string {
  return `<?xml version="1.0" encoding="UTF-8"?>${writeRecord(value, rootName, schema, rootName)}`;
}

function writeRecord(value: unknown, name: string, schema: RecordSchema, path: string): string {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || !isPlain(value)) {
    throw new XmlInputError(`expected an object, got ${kindOf(value)}`, path);
  }
  const members = value as Record<string, unknown>;
  const known = [schema.text, ...[...(schema.attributes ?? []), ...schema.elements].map((each) => each.name)];
  for (const member of Object.keys(members)) {
    if (known.includes(member)) continue;
    throw new XmlInputError(
      `unknown member ${shown(member)}; known are ${known.filter(Boolean).join(', ')}`,
      path,
    );
  }
  const take = (member: string, required?: boolean): unknown => {
    const found = Object.hasOwn(members, member) ? members[member] : undefined;
    if (found === undefined && required) throw new XmlInputError('is missing', `${path}/${member}`);
    return found;
  };

  let attributes = '';
  for (const attribute of schema.attributes ?? []) {
    const found = take(attribute.name, attribute.required);
    if (found === undefined) continue;
    attributes += ` ${attribute.name}="${writeScalar(found, attribute.type, `${path}/${attribute.name}`)}"`;
  }
  let content = schema.text
    ? writeScalar(take(schema.text, true), { scalar: 'string' }, `${path}/${schema.text}`)
    : '';
  for (const element of schema.elements) {
    const found = take(element.name, element.required);
    const at = `${path}/${element.name}`;
    if (found === undefined) continue;
    if (!element.item) content += writeValue(found, element.name, element.type, at);
    else if (!(element.always && Array.isArray(found) && found.length === 0)) {
      content += writeList(found, element, element.item, at);
    }
  }
  return `<${name}${attributes}>${content}</${name}>`;
}

function writeList(value: unknown, element: ElementSchema, item: string, path: string): string {
  if (!Array.isArray(value)) throw new XmlInputError(`expected an array, got ${kindOf(value)}`, path);
  if (value.length < (element.minItems ?? 0)) {
    throw new XmlInputError(`needs at least ${element.minItems} ${item}; leave it out to have none`, path);
  }
  const children = Array.from(value, (each, index) =>
    writeValue(each, item, element.type, `${path}/${item}[${index + 1}]`),
  );
  return `<${element.name}>${children.join('')}</${element.name}>`;
}

function writeValue(value: unknown, name: string, type: ScalarSchema | RecordSchema, path: string): string {
  if (!('scalar' in type)) return writeRecord(value, name, type, path);
  return `<${name}>${writeScalar(value, type, path)}</${name}>`;
}

function writeScalar(value: unknown, type: ScalarSchema, path: string): string {
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

function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** What a value is, without saying what it holds. */
function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  if (value instanceof Date) return 'a Date';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
