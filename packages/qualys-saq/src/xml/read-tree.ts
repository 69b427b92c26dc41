import { SaxesParser } from 'saxes';
import { NOT_XML } from './characters.js';
import { XmlError } from './errors.js';

/** An element of the document: its children apart from its text, in which references are resolved. */
export interface Node {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly elements: Node[];
  text: string;
  /** Text that is no mere indentation, even if it is blank. */
  cdata: boolean;
}

const MAX_DEPTH = 100;
const MAX_ATTRIBUTES = 100;

/**
 * Refuses, beside what is not well-formed, every declaration but the XML declaration, processing instructions, more than
 * 100 levels, and more than 100 attributes on an element, so that the work is bounded by the size.
 */
export function readTree(xml: string): Node {
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
