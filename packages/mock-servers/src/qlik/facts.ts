import { factsOf, operationFacts } from '../spec/fact.js';

const paging = operationFacts('qlik', 'listUsers').at('x-paging');

/** Of `limit`. */
export const defaultPageSize = paging.at('defaultPageSize').number();
export const maxPageSize = paging.at('maxPageSize').number();

/** How many ids the filter operation takes. */
export const maxFilterIds = operationFacts('qlik', 'filterUsers').at('x-limits', 'maxIds').number();

/** Of a create. */
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
