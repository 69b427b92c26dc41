import { factsOf, operationFacts } from '../spec/fact.js';
import type { OperationId } from '../vendor/vendors.js';

const paging = operationFacts('qlik', 'listUsers').at('x-paging');

/** Users per page where a request has no `limit`. */
export const defaultPageSize = paging.at('defaultPageSize').number();
export const maxPageSize = paging.at('maxPageSize').number();

/** How many ids a filter operation takes. */
export function maxFilterIdsOf(operationId: 'filterUsers' | 'filterGroups'): number {
  return operationFacts('qlik', operationId).at('x-limits', 'maxIds').number();
}

/** What a list can be filtered by, and with which operators. */
export function filterOperators(operationId: OperationId<'qlik'>): Record<string, string[]> {
  const attributes = operationFacts('qlik', operationId).at('x-filter').entries();
  return Object.fromEntries(attributes.map(([name, operators]) => [name, operators.texts()]));
}

/** What a list can be sorted by. */
export function sortableFields(operationId: OperationId<'qlik'>): string[] {
  return operationFacts('qlik', operationId).at('x-sort').texts();
}

/** What `qlik-api-version` may say. */
export const apiVersionPattern = new RegExp(
  String(factsOf('qlik').at('components', 'parameters', 'QlikApiVersion', 'schema', 'pattern').value),
);

/** The longest body of a create. */
export const maxBodyBytes = operationFacts('qlik', 'createUser').at('x-limits', 'maxBodyBytes').number();

/** Over how long requests are counted. */
export const rateWindowMs = factsOf('qlik').at('x-rate-window', 'seconds').number() * 1000;

/** The rate tier of an operation, and how many requests it allows in a window. */
export function rateTierOf(operationId: string): { tier: string; limit: number } {
  const tier = String(operationFacts('qlik', operationId).at('x-rate-tier').value);
  const facts = factsOf('qlik').at('x-rate-tiers', tier);
  const perMs = facts.at('requests').number() / (facts.at('perSeconds').number() * 1000);
  return { tier, limit: perMs * rateWindowMs };
}
