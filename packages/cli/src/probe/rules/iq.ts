import type { Answer } from '../ask.js';
import { type Place, placesOf } from '../places.js';
import { entriesOf, kindOf, mediaOf, NOBODY, type ReadingRule, rulesOf, unable } from '../rule.js';

const rule = rulesOf('iq');
const at = placesOf('iq');

const statusAndMedia = (answer: Answer) => ({ seen: `${answer.status} ${mediaOf(answer)}` });
const UNKNOWN_USER = { url: at('getUser').url, fill: { username: NOBODY } };

const envelope = (name: string, { pointer, url }: Place) =>
  rule(pointer, `object with ${name}`, async (ask) => {
    const answer = await ask({ url });
    const nothing = unable(answer);
    if (nothing) return nothing;
    const list = (answer.json as Record<string, unknown> | null | undefined)?.[name];
    return { seen: Array.isArray(list) ? `object with ${name}` : `${kindOf(answer.json)} without ${name}` };
  });

/** IQ's marks that reading can settle. */
export const IQ_RULES: readonly ReadingRule[] = [
  envelope('organizations', at('listOrganizations')),
  envelope('applications', at('listApplications')),
  rule(at('checkOwnerRoleMemberships').pointer, 'answered with 200', async (ask) => {
    const answer = await ask({
      method: 'HEAD',
      url: at('listOwnerRoleMemberships').url,
      fill: { ownerType: 'organization', internalOwnerId: 'ROOT_ORGANIZATION_ID' },
    });
    return unable(answer) ?? { seen: `answered with ${answer.status}` };
  }),
  rule(at('getUserToken').pointer, '404 for a user without a token', async (ask) => {
    const list = await ask({ url: at('listUsers').url });
    const nothing = unable(list);
    if (nothing) return nothing;
    const users = entriesOf((list.json as { users?: unknown } | null)?.users).slice(0, 20);
    for (const { username } of users) {
      if (typeof username !== 'string') continue;
      const { status, text } = await ask({ url: at('getUserToken').url, fill: { username } });
      if (status === 401 || status === 403) return { open: `the credential may not read it (${status})` };
      // A user with a token is answered with it; the next one may have none.
      const hasToken = status === 200 && /userCode/.test(text);
      if (!hasToken) return { seen: `${status} for a user without a token` };
    }
    return { open: 'every user that was looked at has a token' };
  }),
  rule('/components/responses/BadRequest', '400 text/plain', async (ask) =>
    statusAndMedia(await ask({ url: at('listUsers').url, query: { realm: NOBODY } })),
  ),
  rule('/components/responses/Unauthorized', '401 text/plain', async (ask) =>
    statusAndMedia(await ask({ url: at('listUsers').url, anonymous: true })),
  ),
  rule('/components/responses/NotFound', '404 text/plain', async (ask) =>
    statusAndMedia(await ask(UNKNOWN_USER)),
  ),
  rule('/components/schemas/ErrorText', 'a text', async (ask) => {
    const { json, text } = await ask(UNKNOWN_USER);
    return { seen: text === '' ? 'nothing' : kindOf(json) === 'object' ? 'an object' : 'a text' };
  }),
  rule('/components/schemas/ApiMessage', 'object', async (ask) => {
    const answer = await ask(UNKNOWN_USER);
    if (mediaOf(answer) !== 'application/json') return { open: 'errors that were read are not JSON' };
    return { seen: kindOf(answer.json) };
  }),
];
