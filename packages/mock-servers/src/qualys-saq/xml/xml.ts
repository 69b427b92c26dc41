import { XMLBuilder } from 'fast-xml-parser';
import { XmlDocument, XmlElement, XmlParseError } from 'libxml2-wasm';
import { invalidRequest, invalidXml } from '../http/refusal.js';
import { canonicalId } from '../users/ids.js';
import type { ServiceRequest, ServiceResponse, Tag, TagChange, User, UserWrite } from '../users/model.js';
import { parseOptions, saqSchema } from './xsd.js';

/** Characters that XML 1.0 has no way to write. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
export const UNWRITABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;

/**
 * Reads a body. libxml2 is the only reader, so that what was validated is what is read: comments, CDATA and
 * character references included.
 * @throws Refusal INVALID_XML: not XML, a DOCTYPE, not a ServiceRequest. INVALID_REQUEST: breaks saq.xsd, or the
 * view of the operation's users.
 */
export function readRequest(body: Uint8Array, operationId: string): ServiceRequest {
  const facts = saqSchema().operations.get(operationId);
  if (facts === undefined) throw new Error(`saq.xsd says nothing about the operation ${operationId}`);
  if (body.byteLength === 0) throw invalidXml('The request has no body.');
  const document = parse(body);
  try {
    if (document.dtd !== null) throw invalidXml('The request body has a DOCTYPE, which is not accepted.');
    const { root } = document;
    if (root.name !== 'ServiceRequest') {
      throw invalidXml(`The root element of the request body is ${root.name}, not ServiceRequest.`);
    }
    if (root.namespaceUri !== '') {
      throw invalidXml(
        `The ServiceRequest is in the namespace ${root.namespaceUri}, and it must be in none.`,
      );
    }
    const problems = saqSchema().problems(document, facts.view);
    if (problems.length > 0)
      throw invalidRequest(problems.join(' '), 'Send what the schema of users allows.');
    const request = toRequest(root);
    const count = request.users.length;
    if (count < facts.minUsers)
      throw invalidRequest('The element data holds no User.', 'Send data with a User.');
    if (count > facts.maxUsers) throw invalidRequest(`The element data holds ${count} User, not one.`);
    return request;
  } finally {
    document.dispose();
  }
}

function parse(body: Uint8Array): XmlDocument {
  try {
    return XmlDocument.fromBuffer(body, parseOptions);
  } catch (error) {
    if (!(error instanceof XmlParseError)) throw error;
    const [first] = error.details;
    const where = first === undefined ? '' : ` Line ${first.line}: ${first.message.trim()}.`;
    throw invalidXml(`The request body cannot be read as XML.${where}`);
  }
}

function toRequest(root: XmlElement): ServiceRequest {
  const [filters, preferences, data] = ['filters', 'preferences', 'data'].map((name) => child(root, name));
  const limit = preferences && child(preferences, 'limitResults');
  return {
    ...(filters && {
      filters: children(filters).map((criteria) => ({
        field: criteria.attr('field')?.value ?? '',
        operator: criteria.attr('operator')?.value ?? '',
        value: criteria.content,
      })),
    }),
    ...(limit && { limitResults: Number(limit.content) }),
    users: data === undefined ? [] : children(data).map(toUser),
  };
}

function toUser(element: XmlElement): UserWrite {
  const user: UserWrite = {};
  for (const part of children(element)) {
    if (part.name === 'tags') user.tags = toTagChange(part);
    else if (part.name === 'id') user.id = canonicalId(part.content) ?? part.content;
    else user[part.name as 'title'] = part.content;
  }
  return user;
}

function toTagChange(element: XmlElement): TagChange {
  return Object.fromEntries(children(element).map((part) => [part.name, children(part).map(toTag)]));
}

function toTag(element: XmlElement): Partial<Tag> {
  const [id, name] = [child(element, 'id'), child(element, 'name')];
  return {
    ...(id && { id: canonicalId(id.content) ?? id.content }),
    ...(name && { name: name.content }),
  };
}

function children(element: XmlElement): XmlElement[] {
  const found: XmlElement[] = [];
  for (let node = element.firstChild; node !== null; node = node.next) {
    if (node instanceof XmlElement) found.push(node);
  }
  return found;
}

function child(element: XmlElement, name: string): XmlElement | undefined {
  return children(element).find((one) => one.name === name);
}

const builder = new XMLBuilder({
  format: true,
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  processEntities: false,
  tagValueProcessor: (_name, value) => escapeXml(String(value)),
  attributeValueProcessor: (_name, value) => escapeXml(String(value)),
});

/**
 * An answer as XML, checked against saq.xsd.
 * @throws Error that says what broke: such an answer is a defect of the sandbox.
 */
export function writeResponse(response: ServiceResponse, schemaLocation: string): string {
  const { users, responseErrorDetails: details, ...head } = response;
  const xml: string = builder.build({
    '?xml': { '@version': '1.0', '@encoding': 'UTF-8' },
    ServiceResponse: {
      '@xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
      '@xsi:noNamespaceSchemaLocation': schemaLocation,
      responseCode: head.responseCode,
      responseErrorDetails: details && {
        errorMessage: details.errorMessage.replace(UNWRITABLE, '\ufffd'),
        errorResolution: details.errorResolution,
      },
      count: head.count,
      hasMoreRecords: head.hasMoreRecords,
      lastId: head.lastId,
      data: users !== undefined && users.length > 0 ? { User: users.map(userElements) } : undefined,
    },
  });
  const problems = responseProblems(xml);
  if (problems.length > 0) throw new Error(`The answer breaks saq.xsd: ${problems.join(' ')}`);
  return xml;
}

/** The schema's order, which is that of the vendor's samples. */
function userElements(user: Partial<User>) {
  const { id, uuid, firstName, lastName, company, emailAddress, userName, title, lastScanned, tags } = user;
  const list =
    tags !== undefined && tags.length > 0 ? { Tag: tags.map(({ id, name }) => ({ id, name })) } : undefined;
  const texts = { id, uuid, firstName, lastName, company, emailAddress, userName, title, lastScanned };
  return { ...texts, tags: list };
}

/** What is wrong with a text as a ServiceResponse; empty when it is one. */
export function responseProblems(xml: string): string[] {
  const document = XmlDocument.fromString(xml, parseOptions);
  try {
    const { name } = document.root;
    return name === 'ServiceResponse' ? saqSchema().problems(document) : [`The root element is ${name}.`];
  } finally {
    document.dispose();
  }
}

/** A carriage return would be read back as a newline. */
export function escapeXml(text: string): string {
  return text.replace(/[<>&"\r]/g, (char) => `&#${char.charCodeAt(0)};`);
}
