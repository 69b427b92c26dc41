import { operationFacts } from '../../spec/fact.js';
import { pathOf } from '../../spec/places.js';
import { invalidRequest, type Refusal } from '../http/refusal.js';
import { compileFilters } from '../users/criteria.js';
import type { Criterion, Tag } from '../users/model.js';

const SEARCH = operationFacts('qualys-saq', 'searchTags');
const DEFAULT_PAGE_SIZE = SEARCH.at('x-paging', 'defaultPageSize').number();
const OPERATORS = new Map(
  SEARCH.at('x-filter')
    .entries()
    .map(([field, operators]) => [field, new Set(operators.texts())]),
);

/** The search for tags is of the asset tagging API, a sister module, and speaks JSON here. */
export function isTagSearch(request: Request): boolean {
  return new URL(request.url).pathname === pathOf('qualys-saq', 'searchTags');
}

interface TagRequest {
  ServiceRequest?: {
    filters?: { Criteria?: Criterion[] };
    preferences?: { limitResults?: number };
  };
}

/**
 * A page of the tags that users can have. Unconfirmed: that these are the tags of the asset tagging API, and the JSON
 * form; paging is that of clients in the field (third party).
 * @throws Refusal INVALID_REQUEST.
 */
export async function searchTags(tags: readonly Tag[], request: Request): Promise<Response> {
  const { filters, preferences } = (await readJson(request)).ServiceRequest ?? {};
  const matches = compileFilters(filters?.Criteria, {
    operators: OPERATORS,
    idFields: ['id', 'parent'],
    valuesOf,
  });
  const found = tags.filter(matches);
  const page = found.slice(0, preferences?.limitResults ?? DEFAULT_PAGE_SIZE);
  const more = found.length > page.length;
  return Response.json({
    ServiceResponse: {
      responseCode: 'SUCCESS',
      count: page.length,
      hasMoreRecords: more,
      ...(more ? { lastId: numberOf(page.at(-1)?.id ?? '') } : {}),
      // Without tags there is no data (third party).
      ...(page.length > 0 ? { data: page.map(item) } : {}),
    },
  });
}

/** The platform's refusal in the form that the search speaks. */
export function tagRefusal({ errorResolution, message, responseCode }: Refusal): Response {
  const responseErrorDetails = { errorMessage: message, errorResolution };
  return Response.json({ ServiceResponse: { responseCode, responseErrorDetails } });
}

async function readJson(request: Request): Promise<TagRequest> {
  const text = await request.text();
  if (text === '') return {};
  try {
    return JSON.parse(text) as TagRequest;
  } catch {
    throw invalidRequest('The request body cannot be read as JSON.', 'Send a ServiceRequest as JSON.');
  }
}

/** JSON puts the type's name into each element (Qualys). Every tag of the sandbox is a static one without a parent. */
function item({ id, name }: Tag) {
  return { Tag: { id: numberOf(id), name, ruleType: 'STATIC' } };
}

/** Ids are 64 bits wide: as a number while JSON readers keep it exact. */
function numberOf(id: string): number | string {
  const number = Number(id);
  return Number.isSafeInteger(number) ? number : id;
}

function valuesOf({ id, name }: Tag, field: string): string[] {
  if (field === 'id') return [id];
  if (field === 'name') return [name];
  return field === 'ruleType' ? ['STATIC'] : [];
}
