import { XMLBuilder, XMLParser, XMLValidator } from 'fast-xml-parser';
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
  const { value, seen } = parse(xml, 'ServiceResponse', serviceResponseSchema, true);
  const response = value as ServiceResponse;
  if (seen.has('data') && response.count !== undefined && response.count !== response.data.length) {
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
  return parse(xml, 'ServiceRequest', serviceRequestSchema, false).value as ServiceRequest;
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

// Reading: a scan for what the engine lets pass, the engine, and one walk by the schema.

/** The engine's tree with preserveOrder: an object of one element, `#text` or `#cdata`, and its attributes. */
type Node = Record<string, unknown>;
const textNode = '#text';
const cdataNode = '#cdata';
const attributesNode = ':@';
const maxDepth = 100;

const parserOptions = {
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  cdataPropName: cdataNode,
  ignoreDeclaration: true,
  parseTagValue: false,
  trimValues: false,
  // References are resolved in the walk: the engine leaves an unknown one as it is, and must never see an entity.
  processEntities: false,
  maxNestedTags: maxDepth,
  jPath: false,
};

function parse(text: string, rootName: string, schema: RecordSchema, open: boolean) {
  const xml = text.startsWith('\uFEFF') ? text.slice(1) : text;
  scan(xml);
  const valid = XMLValidator.validate(xml);
  if (valid !== true) {
    // The engine's own message may quote the document.
    const { code, line } = valid.err;
    const fault =
      code === 'InvalidAttr' ? 'an attribute is malformed' : 'the tags are malformed or do not match';
    throw new XmlError(`Not well-formed XML: ${fault}, in line ${line}`, { line });
  }
  let nodes: Node[];
  try {
    nodes = new XMLParser(parserOptions).parse(xml);
  } catch {
    throw new XmlError('Not readable XML: a reserved name or markup that the parser refuses');
  }
  const root = nodes.find((node) => nameOf(node) !== textNode);
  if (!root || nameOf(root) !== rootName) {
    throw new XmlError(
      `The document is not a ${rootName}: its root is <${root ? shown(nameOf(root)) : ''}>`,
      {
        path: rootName,
      },
    );
  }
  return readRecord(root, rootName, schema, { path: rootName, open });
}

// The characters that XML 1.0 allows, negated.
const notXml = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;
// The encoding it names says nothing about text that is decoded already.
const declaration =
  /^<\?xml[ \t\r\n]+version[ \t\r\n]*=[ \t\r\n]*["']1\.[0-9]+["'](?:[ \t\r\n]+(?:encoding|standalone)[ \t\r\n]*=[ \t\r\n]*["'][A-Za-z][\w.-]*["']){0,2}[ \t\r\n]*\?>/;
// Not \s for white space: it also takes what XML does not, such as a no-break space.
const tag =
  /<(?:\/[^\s<>"'&=/]+[ \t\r\n]*|[^\s<>"'&=/]+(?:[ \t\r\n]+[^\s<>"'&=/]+[ \t\r\n]*=[ \t\r\n]*(?:"[^<"]*"|'[^<']*')){0,100}[ \t\r\n]*\/?)>/y;
const badReference = /&(?!(?:amp|lt|gt|quot|apos|#[0-9]+|#x[0-9A-Fa-f]+);)/;

/**
 * Refuses what fast-xml-parser reads without complaint: `<!` and `<?` other than comments and CDATA, cut documents,
 * two roots, text outside the root, malformed tags, characters and references that XML does not have. One pass, no
 * recursion. A tag may have 100 attributes, which bounds the work of the expression that reads it.
 */
function scan(xml: string): void {
  let at = declaration.exec(xml)?.[0].length ?? 0;
  let depth = 0;
  let roots = 0;
  const fail = (fault: string, position = at): never => {
    const line = xml.slice(0, position).split('\n').length;
    throw new XmlError(`Not well-formed XML: ${fault}, in line ${line}`, { line });
  };
  const endOf = (mark: string, from: number, fault: string): number => {
    const end = xml.indexOf(mark, from);
    return end < 0 ? fail(fault) : end + mark.length;
  };
  const forbidden = notXml.exec(xml);
  if (forbidden) fail('a character that XML does not allow', forbidden.index);

  while (at < xml.length) {
    if (xml[at] !== '<') {
      const next = xml.indexOf('<', at);
      const text = xml.slice(at, next < 0 ? xml.length : next);
      if (depth === 0 && /[^ \t\r\n]/.test(text)) fail('text outside the root element');
      if (text.includes(']]>')) fail("']]>' in text");
      if (badReference.test(text)) fail("an '&' that is no character reference");
      at += text.length;
    } else if (xml.startsWith('<!--', at)) {
      const end = endOf('--', at + 4, 'a comment that is not closed');
      if (xml[end] !== '>') fail("'--' inside a comment");
      at = end + 1;
    } else if (xml.startsWith('<![CDATA[', at)) {
      if (depth === 0) fail('text outside the root element');
      at = endOf(']]>', at, 'a CDATA section that is not closed');
    } else if (xml.startsWith('<!', at)) {
      fail('a DOCTYPE or other declaration, which is never accepted');
    } else if (xml.startsWith('<?', at)) {
      fail('a processing instruction, which is never accepted');
    } else {
      tag.lastIndex = at;
      const found = tag.exec(xml)?.[0] ?? fail('a malformed tag');
      if (badReference.test(found)) fail("an '&' that is no character reference");
      const closes = found[1] === '/';
      const empty = found[found.length - 2] === '/';
      if (!closes && depth === 0) roots += 1;
      if (roots > 1) fail('a second root element');
      if (closes) depth -= 1;
      else if (!empty) depth += 1;
      if (depth < 0) fail('a closing tag that was not opened');
      if (depth > maxDepth) fail(`elements nested deeper than ${maxDepth}`);
      at += found.length;
    }
  }
  if (roots === 0) fail('no element');
  if (depth > 0) fail('the document ends before its elements are closed');
}

interface Place {
  path: string;
  /** Skip unknown elements and attributes of a record. */
  open: boolean;
}

function readRecord(node: Node, name: string, schema: RecordSchema, place: Place) {
  const { path, open } = place;
  const value: Record<string, unknown> = {};
  const seen = new Set<string>();
  const attributes = (node[attributesNode] ?? {}) as Record<string, string>;

  for (const attribute of schema.attributes ?? []) {
    if (!Object.hasOwn(attributes, attribute.name)) {
      if (attribute.required) throw missing(`${path}/@${attribute.name}`);
      continue;
    }
    // XML turns line ends and tabs in an attribute into spaces, unless they are written as references.
    const raw = (attributes[attribute.name] as string).replace(/[\t\n\r]/g, ' ');
    const at = `${path}/@${attribute.name}`;
    value[attribute.name] = readScalar(resolveReferences(raw, at), attribute.type, at);
  }
  if (!open) {
    const known = (each: string) =>
      /^(?:xmlns|xsi)(?::|$)/.test(each) || schema.attributes?.some((attribute) => attribute.name === each);
    const unknown = Object.keys(attributes).find((each) => !known(each));
    if (unknown !== undefined) throw new XmlError(`Unknown attribute ${shown(unknown)} on ${path}`, { path });
  }

  if (schema.text) value[schema.text] = readText(node, name, path);
  for (const child of schema.text ? [] : elementsOf(node, name, path)) {
    const childName = nameOf(child);
    const element = schema.elements.find((each) => each.name === childName);
    const at = `${path}/${shown(childName)}`;
    if (!element) {
      if (open) continue;
      throw new XmlError(`Unknown element ${at}`, { path: at });
    }
    if (seen.has(childName)) throw new XmlError(`${at} is there twice`, { path: at });
    seen.add(childName);
    value[childName] = element.item
      ? readList(child, element, { path: at, open })
      : readValue(child, childName, element.type, { path: at, open });
  }

  for (const element of schema.elements) {
    if (element.required && !seen.has(element.name)) throw missing(`${path}/${element.name}`);
    if (element.always) value[element.name] ??= [];
  }
  return { value, seen };
}

function readList(node: Node, element: ElementSchema, { path, open }: Place): unknown[] {
  const items = elementsOf(node, element.name, path).map((child, index) => {
    const name = nameOf(child);
    if (name !== element.item && !element.aliases?.includes(name)) {
      throw new XmlError(`Unknown element <${shown(name)}> in the list ${path}`, { path });
    }
    return readValue(child, name, element.type, { path: `${path}/${name}[${index + 1}]`, open });
  });
  if (items.length < (element.minItems ?? 0)) throw missing(`${path}/${element.item}`);
  return items;
}

function readValue(node: Node, name: string, type: ScalarSchema | RecordSchema, place: Place): unknown {
  if ('scalar' in type) return readScalar(readText(node, name, place.path), type, place.path);
  return readRecord(node, name, type, place).value;
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

function elementsOf(node: Node, name: string, path: string): Node[] {
  return (node[name] as Node[]).filter((child) => {
    const childName = nameOf(child);
    if (childName === textNode && !/[^ \t\r\n]/.test(child[textNode] as string)) return false;
    if (childName !== textNode && childName !== cdataNode) return true;
    throw new XmlError(`${path} has text where only elements belong`, { path });
  });
}

function readText(node: Node, name: string, path: string): string {
  let text = '';
  for (const child of node[name] as Node[]) {
    if (Object.hasOwn(child, textNode)) text += resolveReferences(child[textNode] as string, path);
    else if (Object.hasOwn(child, cdataNode)) text += (child[cdataNode] as Node[])[0]?.[textNode] ?? '';
    else throw new XmlError(`${path} has an element where only text belongs`, { path });
  }
  return text;
}

const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function resolveReferences(text: string, path: string): string {
  return text.replace(/&(?:#x([0-9A-Fa-f]+)|#([0-9]+)|([a-z]+));/g, (_, hex, decimal, name) => {
    if (name) return named[name] as string;
    const code = hex ? Number.parseInt(hex, 16) : Number(decimal);
    const character = code <= 0x10ffff ? String.fromCodePoint(code) : '\0';
    if (notXml.test(character))
      throw new XmlError(`${path} refers to a character that XML does not allow`, { path });
    return character;
  });
}

function nameOf(node: Node): string {
  for (const name in node) if (name !== attributesNode) return name;
  return '';
}

const shown = (name: string): string => (name.length > 40 ? `${name.slice(0, 40)}…` : name);
const missing = (path: string): XmlError => new XmlError(`${path} is missing`, { path });

// Writing: one walk by the schema, then the engine.

const builderOptions = {
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  // White space as references: a reader makes one of CR LF, and blanks of line ends and tabs in attributes.
  entities: [
    { regex: /&/g, val: '&amp;' },
    { regex: /</g, val: '&lt;' },
    { regex: />/g, val: '&gt;' },
    { regex: /"/g, val: '&quot;' },
    { regex: /\r/g, val: '&#13;' },
    { regex: /\n/g, val: '&#10;' },
    { regex: /\t/g, val: '&#9;' },
  ],
};

function build(rootName: string, schema: RecordSchema, value: unknown): string {
  const xml = { '?xml': [], [attributesNode]: { version: '1.0', encoding: 'UTF-8' } };
  return new XMLBuilder(builderOptions).build([xml, writeRecord(value, rootName, schema, rootName)]);
}

function writeRecord(value: unknown, name: string, schema: RecordSchema, path: string): Node {
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

  const attributes: Record<string, string> = {};
  for (const attribute of schema.attributes ?? []) {
    const found = take(attribute.name, attribute.required);
    if (found === undefined) continue;
    attributes[attribute.name] = writeScalar(found, attribute.type, `${path}/${attribute.name}`);
  }
  const children: Node[] = [];
  if (schema.text) {
    const text = writeScalar(take(schema.text, true), { scalar: 'string' }, `${path}/${schema.text}`);
    children.push({ [textNode]: text });
  }
  for (const element of schema.elements) {
    const found = take(element.name, element.required);
    const at = `${path}/${element.name}`;
    if (found === undefined) continue;
    if (!element.item) children.push(writeValue(found, element.name, element.type, at));
    else if (!(element.always && Array.isArray(found) && found.length === 0)) {
      children.push(writeList(found, element, element.item, at));
    }
  }
  return { [name]: children, [attributesNode]: attributes };
}

function writeList(value: unknown, element: ElementSchema, item: string, path: string): Node {
  if (!Array.isArray(value)) throw new XmlInputError(`expected an array, got ${kindOf(value)}`, path);
  if (value.length < (element.minItems ?? 0)) {
    throw new XmlInputError(`needs at least ${element.minItems} ${item}; leave it out to have none`, path);
  }
  const children = Array.from(value, (each, index) =>
    writeValue(each, item, element.type, `${path}/${item}[${index + 1}]`),
  );
  return { [element.name]: children };
}

function writeValue(value: unknown, name: string, type: ScalarSchema | RecordSchema, path: string): Node {
  if (!('scalar' in type)) return writeRecord(value, name, type, path);
  return { [name]: [{ [textNode]: writeScalar(value, type, path) }] };
}

function writeScalar(value: unknown, type: ScalarSchema, path: string): string {
  if (type.scalar === 'string') {
    if (typeof value !== 'string') throw new XmlInputError(`expected a string, got ${kindOf(value)}`, path);
    if (notXml.test(value)) {
      throw new XmlInputError(
        'has a control character or half a surrogate pair, which XML cannot carry',
        path,
      );
    }
    if (type.values && !type.values.includes(value)) {
      throw new XmlInputError(`expected one of ${type.values.join(', ')}`, path);
    }
    return value;
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
