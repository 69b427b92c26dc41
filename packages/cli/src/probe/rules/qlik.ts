import { placesOf } from '../places.js';
import { entriesOf, NOBODY, type ReadingRule, rulesOf, unable } from '../rule.js';

const rule = rulesOf('qlik');
const at = placesOf('qlik');

const filter = (url: string, text: string): ReadingRule['look'] => {
  return async (ask) => {
    const answer = await ask({ url, query: { filter: text, limit: '1' } });
    return unable(answer) ?? { seen: answer.status === 200 ? 'taken' : `refused with ${answer.status}` };
  };
};

const USERS = at('listUsers').url;
/** Seconds left are below this for the next 31 years, and Unix times above it since 2001. (qlik.dev) */
const BILLION = 1_000_000_000;

/** Qlik's marks that reading can settle. */
export const QLIK_RULES: readonly ReadingRule[] = [
  // The spec has `eq` only.
  rule(at('listRoles').pointer, 'refused with 400', filter(at('listRoles').url, `name co "${NOBODY}"`)),
  rule(at('listGroups').pointer, 'refused with 400', filter(at('listGroups').url, `name co "${NOBODY}"`)),
  rule(
    at('listLicenseAssignments').pointer,
    'taken',
    filter(at('listLicenseAssignments').url, `type eq "professional"`),
  ),
  rule('/components/headers/RatelimitReset', 'seconds from now', async (ask) => {
    const { headers } = await ask({ url: USERS, query: { limit: '1' } });
    const value = headers.get('ratelimit-reset');
    if (value === null) return { open: 'no answer that was read has it' };
    if (!/^\d+$/.test(value)) return { seen: 'no whole number' };
    return { seen: Number(value) < BILLION ? 'seconds from now' : 'a point in time' };
  }),
  rule('/components/schemas/User/properties/inviteExpiry', 'seconds left', async (ask) => {
    const answer = await ask({ url: USERS, query: { filter: 'status eq "invited"', limit: '20' } });
    const nothing = unable(answer);
    if (nothing) return nothing;
    const users = entriesOf((answer.json as { data?: unknown } | null)?.data);
    const value = users.map(({ inviteExpiry }) => inviteExpiry).find((each) => each !== undefined);
    if (value === undefined) return { open: 'nobody is invited' };
    if (typeof value !== 'number') return { seen: 'no number' };
    return { seen: value < BILLION ? 'seconds left' : 'a Unix timestamp' };
  }),
  rule('/components/schemas/User/properties/groups', 'fields is dropped', async (ask) => {
    const { headers, status } = await ask({ url: at('getMe').url, query: { fields: 'id' } });
    const location = headers.get('location');
    if (location === null) return { open: `getMe was answered with ${status}, without a redirect` };
    const kept = new URL(location, 'https://unused.invalid').searchParams.has('fields');
    return { seen: kept ? 'fields is kept' : 'fields is dropped' };
  }),
  rule('/components/schemas/ErrorItem/properties/code', 'USERS-7', async (ask) => {
    const { json } = await ask({ url: at('getUser').url, fill: { userId: NOBODY } });
    const code = entriesOf((json as { errors?: unknown } | null)?.errors)[0]?.code;
    const known = typeof code === 'string' && /^[A-Z]{2,12}-\d{1,4}$/.test(code);
    return { seen: known ? code : 'a code of another form' };
  }),
];
