import type { SystemContext } from '../context.js';
import { respond } from '../http/respond.js';
import { ScimError } from '../protocol/errors.js';
import type { JsonObject } from '../protocol/json.js';
import { LIST_SCHEMA } from '../protocol/list/paging.js';
import type { ResourceType } from '../protocol/schema/definition.js';
import { describeResourceType, describeSchema } from '../protocol/schema/describe.js';
import { groupType } from '../protocol/schema/resource-types.js';
import { serviceProviderConfig } from './service-provider-config.js';

/** What can be read without a login: RFC 7643 5. Undefined for any other path. */
export function discover(system: SystemContext, base: string, url: URL, path: string): Response | undefined {
  const [, collection = '', id] = path.split('/');
  const documents = documentsOf(system, base)[collection];
  if (!documents || path.split('/').length > 3) return undefined;
  // RFC 7644 4: these lists are not filtered.
  if (url.searchParams.has('filter')) throw new ScimError(403, `${collection} cannot be filtered.`);
  if (!Array.isArray(documents)) return id === undefined ? respond(200, documents) : undefined;
  if (id === undefined) return respond(200, listOf(documents));
  const wanted = decodeURIComponent(id).toLowerCase();
  const document = documents.find((each) => String(each.id).toLowerCase() === wanted);
  if (!document) throw new ScimError(404, `${collection} has no ${JSON.stringify(id.slice(0, 200))}.`);
  return respond(200, document);
}

const documentsOf = (system: SystemContext, base: string): Record<string, JsonObject | JsonObject[]> => ({
  ServiceProviderConfig: serviceProviderConfig(system, base),
  ResourceTypes: typesOf(system).map((type) => describeResourceType(type, base)),
  Schemas: typesOf(system)
    .flatMap(({ schema, extensions }) => [schema, ...extensions])
    .map((schema) => describeSchema(schema, base)),
});

const typesOf = ({ served, grouping }: SystemContext): ResourceType[] =>
  grouping ? [served, groupType] : [served];

const listOf = (documents: JsonObject[]): JsonObject => ({
  schemas: [LIST_SCHEMA],
  totalResults: documents.length,
  itemsPerPage: documents.length,
  startIndex: 1,
  Resources: documents,
});
