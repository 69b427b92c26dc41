import type { Answer, Ask, Call } from '../ask.js';
import { placesOf } from '../places.js';
import { kindOf, mediaOf, type ReadingRule, rulesOf, unable } from '../rule.js';

const rule = rulesOf('qualys-saq');
const at = placesOf('qualys-saq');

const XML = { 'content-type': 'text/xml', accept: 'text/xml' };
const JSON_BOTH = { 'content-type': 'application/json', accept: 'application/json' };
const COUNT = at('countUsers').url;
/** No platform has given an id as high as this. */
const NO_ID = '999999999999';

/** Response codes of the spec; any other is not repeated. */
const CODES = [
  'SUCCESS',
  'INVALID_REQUEST',
  'INVALID_XML',
  'INVALID_CREDENTIALS',
  'NOT_FOUND',
  'UNAUTHORIZED',
];

/** Status and responseCode, of XML or JSON. */
function outcome({ status, text }: Answer): string {
  const code = /<responseCode>(\w+)<|"responseCode"\s*:\s*"(\w+)"/.exec(text);
  const name = code?.[1] ?? code?.[2];
  if (name === undefined) return `${status} without a code`;
  return `${status} ${CODES.includes(name) ? name : 'another code'}`;
}

const search = (criteria: string): Call => ({
  method: 'POST',
  url: at('searchUsers').url,
  headers: XML,
  body: `<ServiceRequest><filters>${criteria}</filters><preferences><limitResults>1</limitResults></preferences></ServiceRequest>`,
});

const where = (field: string, operator: string, value: string): Call =>
  search(`<Criteria field="${field}" operator="${operator}">${value}</Criteria>`);
const EVERYBODY = where('id', 'GREATER', '0');

const unknownId = (method: 'GET' | 'POST') =>
  rule(at(method === 'GET' ? 'getUser' : 'getUserByPost').pointer, '200 INVALID_REQUEST', async (ask) => ({
    seen: outcome(
      await ask({
        method,
        url: at('getUser').url,
        fill: { id: NO_ID },
        headers: { accept: 'text/xml' },
      }),
    ),
  }));

async function tags(ask: Ask) {
  const body = JSON.stringify({ ServiceRequest: { preferences: { limitResults: 1 } } });
  return ask({ method: 'POST', url: at('searchTags').url, headers: JSON_BOTH, body });
}

const tagField = (name: string, says: string) =>
  rule(`/components/schemas/TagServiceResponse/properties/${name}`, says, async (ask) => {
    const answer = await tags(ask);
    const nothing = unable(answer);
    if (nothing) return nothing;
    const response = (answer.json as { ServiceResponse?: Record<string, unknown> } | undefined)
      ?.ServiceResponse;
    return response?.[name] === undefined
      ? { open: 'the answer has it on no page that was read' }
      : { seen: kindOf(response[name]) };
  });

/** A condition that no page of Qualys has for the search of users. */
const condition = (field: string, operator: string, value: string) =>
  rule(`/saq.xsd/CriteriaType/${field}/${operator}`, '200 SUCCESS', async (ask) => {
    const answer = await ask(where(field, operator, value));
    return unable(answer) ?? { seen: outcome(answer) };
  });

const CONDITIONS: readonly ReadingRule[] = [
  condition('id', 'GREATER', '0'),
  ...['firstName', 'lastName', 'company', 'title', 'emailAddress', 'userName', 'tags'].map((field) =>
    condition(field, 'NOT EQUALS', '-'),
  ),
  condition('tags', 'CONTAINS', '-'),
  condition('tags', 'EQUALS', '-'),
];

const NEXT_PAGE = 'a page names the last id, and the next begins after it';

/** Two pages of one user each. */
const paging = rule('/saq.xsd/ServiceRequest/paging', NEXT_PAGE, async (ask) => {
  const first = await ask(EVERYBODY);
  const nothing = unable(first);
  if (nothing) return nothing;
  const [, last] = /<lastId>(\d+)</.exec(first.text) ?? [];
  if (!/<hasMoreRecords>true</.test(first.text)) return { open: 'there is one page, even of one user each' };
  if (last === undefined) return { seen: 'a page that is not the last names no last id' };
  const next = await ask(where('id', 'GREATER', last));
  const [, id] = /<User>\s*<id>(\d+)</.exec(next.text) ?? [];
  if (id === undefined) return { seen: `no user after the last id (${outcome(next)})` };
  return { seen: Number(id) > Number(last) ? NEXT_PAGE : 'the next page begins before the last id' };
});

const lastScanned = rule('/saq.xsd/UserType/lastScanned', 'a text beside the other fields', async (ask) => {
  const answer = await ask(EVERYBODY);
  const nothing = unable(answer);
  if (nothing) return nothing;
  const [, inside] = /<lastScanned>([\s\S]*?)<\/lastScanned>/.exec(answer.text) ?? [];
  if (inside === undefined) return { open: 'no user that was read has it' };
  return { seen: inside.includes('<') ? 'elements of its own' : 'a text beside the other fields' };
});

/** Qualys' marks that reading can settle. */
export const QUALYS_SAQ_RULES: readonly ReadingRule[] = [
  rule(at('searchUsers').pointer, 'GREATER 200 SUCCESS, NOT EQUALS 200 SUCCESS', async (ask) => {
    const greater = await ask(EVERYBODY);
    const unequal = await ask(where('firstName', 'NOT EQUALS', '-'));
    return { seen: `GREATER ${outcome(greater)}, NOT EQUALS ${outcome(unequal)}` };
  }),
  rule(at('countUsers').pointer, 'the count that GET gives', async (ask) => {
    const headers = { accept: 'text/xml' };
    const got = await ask({ url: COUNT, headers });
    const posted = await ask({ method: 'POST', url: COUNT, headers: XML, body: '<ServiceRequest/>' });
    const countOf = ({ text }: Answer) => /<count>(\d+)</.exec(text)?.[1];
    if (countOf(got) === undefined) return { open: `GET gave no count (${outcome(got)})` };
    const same = countOf(got) === countOf(posted);
    return { seen: same ? 'the count that GET gives' : `${outcome(posted)}, not the count that GET gives` };
  }),
  unknownId('GET'),
  unknownId('POST'),
  rule(at('searchTags').pointer, '200 SUCCESS', async (ask) => {
    const answer = await tags(ask);
    return unable(answer) ?? { seen: outcome(answer) };
  }),
  rule('/components/schemas/TagSearchRequest', '200 SUCCESS', async (ask) => {
    const Criteria = [{ field: 'id', operator: 'GREATER', value: '0' }];
    const body = JSON.stringify({
      ServiceRequest: { filters: { Criteria }, preferences: { limitResults: 1 } },
    });
    const url = at('searchTags').url;
    const answer = await ask({ method: 'POST', url, headers: JSON_BOTH, body });
    return unable(answer) ?? { seen: outcome(answer) };
  }),
  tagField('hasMoreRecords', 'boolean'),
  tagField('lastId', 'number'),
  rule('/components/parameters/XRequestedWith', 'refused with 200 INVALID_REQUEST', async (ask) => {
    // An empty value is as good as none to a server, and takes away ours.
    const answer = await ask({ url: COUNT, headers: { accept: 'text/xml', 'X-Requested-With': '' } });
    if (answer.status !== 200) return { seen: `refused with ${answer.status}` };
    const found = outcome(answer);
    return { seen: found === '200 SUCCESS' ? 'answered without it' : `refused with ${found}` };
  }),
  rule('/components/responses/Unauthorized', '401 text/html without a code', async (ask) => {
    const answer = await ask({ url: COUNT, anonymous: true });
    const [, ...code] = outcome(answer).split(' ');
    return { seen: `${answer.status} ${mediaOf(answer)} ${code.join(' ')}` };
  }),
  ...CONDITIONS,
  paging,
  lastScanned,
];
