import { ParseOption, XmlDocument, type XmlElement } from 'libxml2-wasm';
import type { UnconfirmedMark } from './unconfirmed-mark.ts';

const NAMESPACES = { xs: 'http://www.w3.org/2001/XMLSchema', rc: 'urn:rollcall:facts' };

/** Every `unconfirmed` of an XSD, as an attribute of a fact or an element of its own, in the order of the file. */
export function marksOfXsd(name: string, text: string): UnconfirmedMark[] {
  const source = text.split('\n');
  const document = XmlDocument.fromString(text, { option: ParseOption.XML_PARSE_NONET });
  try {
    return document
      .find('//*[@unconfirmed] | //rc:unconfirmed', NAMESPACES)
      .map((node) => markOf(name, node as XmlElement, source));
  } finally {
    document.dispose();
  }
}

function markOf(file: string, element: XmlElement, source: readonly string[]): UnconfirmedMark {
  const attribute = element.attr('unconfirmed')?.value;
  const pointer = `/${file}/${placeOf(element).join('/')}`;
  // The parser's line is that of the tag's end, where the attribute stands, too.
  const { line } = element;
  const own = source[line - 1] ?? '';
  const kept = own.replace(/ *\bunconfirmed="[^"]*"/, '');
  const isWhole = attribute === undefined ? /<rc:unconfirmed>.*<\/rc:unconfirmed>/.test(own) : kept !== own;
  if (!isWhole) throw new Error(`${pointer}: its unconfirmed has to stand on one line, ${line}, for a patch`);
  return {
    pointer,
    text: (attribute ?? element.content).trim(),
    line,
    lines: [own],
    ...(attribute === undefined ? {} : { kept: [kept] }),
    before: source[line - 2] ?? '',
    after: source[line] ?? '',
  };
}

/** What the mark is about: the names of types, elements and fields around it, and an operator as what it says. */
function placeOf(element: XmlElement): string[] {
  const around = element.find('ancestor-or-self::*[@name or @id]').map((each) => {
    const named = each as XmlElement;
    return (named.attr('name') ?? named.attr('id'))?.value ?? '';
  });
  if (element.name === 'operator') return [...around, element.content.trim()];
  return element.name === 'paging' ? [...around, 'paging'] : around;
}
