import { readFileSync } from 'node:fs';
import {
  ParseOption,
  XmlDocument,
  XmlElement,
  type XmlLibError,
  XmlValidateError,
  XsdValidator,
} from 'libxml2-wasm';
import { specPath } from '../../spec/files.js';

/** What one operation reads of a ServiceRequest: `rc:operation` in the schema. */
interface OperationFacts {
  /** The type that each User must have; absent when the operation reads no users. */
  view?: string;
  minUsers: number;
  maxUsers: number;
}

/** saq.xsd, compiled, and the facts in its annotations. */
interface SaqSchema {
  /** The text of the file. */
  source: string;
  operations: ReadonlyMap<string, OperationFacts>;
  /** The operators that a field of a Criteria takes. */
  operators: ReadonlyMap<string, ReadonlySet<string>>;
  defaultPageSize: number;
  /**
   * What is wrong with a document, one sentence each; empty when it is valid. With a view, each User of a
   * request must be of that stricter type.
   */
  problems(document: XmlDocument, view?: string): string[];
}

const NAMESPACES = { xs: 'http://www.w3.org/2001/XMLSchema', rc: 'urn:rollcall:facts' };
/** No network, no external DTD or entity; entities stay unexpanded and libxml2's limits stay on. */
export const parseOptions = { option: ParseOption.XML_PARSE_NONET | ParseOption.XML_PARSE_NO_XXE };

let compiled: SaqSchema | undefined;

/** Compiled at the first call and shared by the whole process: it holds no state of a sandbox. */
export function saqSchema(): SaqSchema {
  compiled ??= compile(readFileSync(specPath('qualys-saq/1.0/saq.xsd'), 'utf8'));
  return compiled;
}

function compile(source: string): SaqSchema {
  const validators = new Map<string, XsdValidator>();
  const validator = (view = 'UserWriteType') => {
    const known = validators.get(view) ?? withView(source, view);
    validators.set(view, known);
    return known;
  };
  const document = XmlDocument.fromString(source, parseOptions);
  try {
    const paging = elements(document, '//rc:paging')[0];
    return {
      source,
      operations: new Map(elements(document, '//rc:operation').map((one) => [attr(one, 'id'), facts(one)])),
      operators: new Map(
        elements(document, '//rc:filter/rc:field').map((field) => [
          attr(field, 'name'),
          new Set(field.find('rc:operator', NAMESPACES).map(({ content }) => content)),
        ]),
      ),
      defaultPageSize: Number(paging && attr(paging, 'defaultPageSize')),
      problems(subject, view) {
        try {
          validator(view).validate(subject);
          return [];
        } catch (error) {
          if (error instanceof XmlValidateError) return sentences(error);
          throw error;
        }
      },
    };
  } finally {
    document.dispose();
  }
}

/** XSD cannot vary an element by operation, so each view is the schema with another type for the User of a request. */
function withView(source: string, view: string): XsdValidator {
  const document = XmlDocument.fromString(source, parseOptions);
  try {
    const [user] = elements(document, "//xs:complexType[@name='RequestDataType']//xs:element");
    user?.setAttr('type', view);
    return XsdValidator.fromDoc(document);
  } finally {
    document.dispose();
  }
}

function facts(operation: XmlElement): OperationFacts {
  const view = operation.attr('data')?.value;
  return {
    ...(view !== undefined && { view }),
    minUsers: Number(operation.attr('minUsers')?.value ?? 0),
    maxUsers: Number(operation.attr('maxUsers')?.value ?? Number.POSITIVE_INFINITY),
  };
}

/** libxml2's messages, shortened to what a caller can act on; the first three are enough. */
function sentences({ details }: XmlLibError): string[] {
  return details.slice(0, 3).map(({ line, message }) => {
    const text = message
      .trim()
      .replace(/^Element '([^']+)'(?:, attribute '([^']+)')?: /, (_all, element, attribute) =>
        attribute === undefined ? `${element}: ` : `${element}, attribute ${attribute}: `,
      )
      .replace(/Missing child element\(s\)\. Expected is (?:one of )?\( (.+) \)\./, 'missing is $1.')
      .replace(/Expected is (?:one of )?\( (.+) \)\./, 'Expected is $1.');
    return line > 0 ? `Line ${line}, ${text}` : text;
  });
}

function elements(document: XmlDocument, path: string): XmlElement[] {
  return document.find(path, NAMESPACES).filter((node) => node instanceof XmlElement);
}

function attr(element: XmlElement, name: string): string {
  return element.attr(name)?.value ?? '';
}
