import { serviceRequestSchema, serviceResponseSchema } from './gen/saq.schema.gen.js';
import type { ServiceRequest, ServiceResponse } from './gen/saq.types.gen.js';
import { XmlError } from './xml/errors.js';
import { parse } from './xml/read.js';
import { build } from './xml/write.js';

export { XmlError, XmlInputError } from './xml/errors.js';

/**
 * Reads an answer. Elements may come in any order; `data` is always an array. Elements that the XSD does not have are
 * skipped in a record (ServiceResponse, User, Tag, …), so that a field the vendor adds breaks nothing, and refused in
 * a list (data, tags), where skipping one would make the list look shorter than it is.
 * @throws XmlError when the text is not XML or not a ServiceResponse, has a DOCTYPE, is nested deeper than 100, or
 * when `count` and `data` are both there and disagree. An answer without `data` is not checked against `count`,
 * because countUsers answers so; whoever expects users compares the two.
 * @example
 * const { responseCode, data = [] } = parseServiceResponse(await response.text());
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
 * @example
 * const body = buildServiceRequest({ data: [{ id: '400591', title: 'Auditor' }] });
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
