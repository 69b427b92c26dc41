import { MARKS } from '../../gen/unconfirmed.gen.js';
import type { Answer, Ask, Call } from '../ask.js';
import { entriesOf, kindIn, kindOf, type Look, NOBODY, type ReadingRule, rulesOf, unable } from '../rule.js';

const USERS = '/api/config/access/users';
const STAGED_USERS = '/api/staged_config/access/users';
const FIRST_50 = { Range: 'items=0-49' };
const ONE = { Range: 'items=0-0' };

const rule = rulesOf('qradar');

/** What one call gives, unless its status says that nothing can be seen. */
async function see(ask: Ask, call: Call, look: (answer: Answer) => Look): Promise<Look> {
  const answer = await ask(call);
  return unable(answer) ?? look(answer);
}

/** Whether each of several calls is taken; a part of a list may come with 206. */
async function statuses(ask: Ask, calls: Readonly<Record<string, Call>>): Promise<Look> {
  const seen: string[] = [];
  for (const [name, call] of Object.entries(calls)) {
    const answer = await ask(call);
    const nothing = unable(answer);
    if (nothing) return nothing;
    // 416: the query was taken, and the list that it gives is empty.
    const taken = [200, 206, 416].includes(answer.status);
    seen.push(`${name} ${taken ? 'taken' : `refused with ${answer.status}`}`);
  }
  return { seen: seen.join(', ') };
}

function filterAndSort(url: string): ReadingRule['look'] {
  const filter = `username = "${NOBODY}"`;
  return (ask) =>
    statuses(ask, {
      'filter by username': { url, query: { filter }, headers: ONE },
      'sort by username': { url, query: { sort: '+username' }, headers: ONE },
      'sort by email': { url, query: { sort: '+email' }, headers: ONE },
    });
}

const past = (url: string): Call => ({ url, headers: { Range: 'items=1000000-1000000' } });

const LISTS = MARKS.filter(
  ({ vendor, pointer }) => vendor === 'qradar' && /^\/components\/responses\/\w+List$/.test(pointer),
).map(({ pointer }) => pointer);

const ranges = LISTS.map((pointer) =>
  rule(pointer, 'a part 200, past the end 200', async (ask, { url = '' }) => {
    const part = await ask({ url, headers: ONE });
    const nothing = unable(part);
    if (nothing) return nothing;
    const total = Number(/\/(\d+)$/.exec(part.headers.get('content-range') ?? '')?.[1] ?? 0);
    if (total < 2) return { open: 'the list is too short to ask for a part of it' };
    return { seen: `a part ${part.status}, past the end ${(await ask(past(url))).status}` };
  }),
);

/** The kind of a marked field, as its schema has it. */
function kindAt(pointer: string): string {
  const type = MARKS.find((mark) => mark.vendor === 'qradar' && mark.pointer === pointer)?.type ?? 'unknown';
  return typeof type === 'string' ? type : (type.find((each) => each !== 'null') ?? 'null');
}

const field = (pointer: string, url: string, name: string) =>
  rule(pointer, kindAt(pointer), (ask) =>
    see(ask, { url, headers: FIRST_50 }, ({ json }) => kindIn(entriesOf(json), name)),
  );

const userFields = [
  ['User', USERS],
  ['StagedUser', STAGED_USERS],
].flatMap(([schema = '', url = '']) => [
  field(`/components/schemas/${schema}/properties/display_theme`, url, 'display_theme'),
  field(
    `/components/schemas/${schema}/properties/show_awf_default_dashboard`,
    url,
    'show_awf_default_dashboard',
  ),
  field(
    `/components/schemas/${schema}/properties/show_analyst_workflow_default_dashboard`,
    url,
    'show_analyst_workflow_default_dashboard',
  ),
]);

const INFORMATION = '/paths/~1api~1system~1information/get';
const information: ReadingRule['look'] = (ask) =>
  see(ask, { url: '/api/system/information' }, ({ json }) => ({ seen: kindOf(json) }));

const DEPLOY = '/api/staged_config/deploy_status';
const STATES = MARKS.find(({ pointer }) => pointer === '/components/schemas/DeployState')?.values ?? [];
const deployState: ReadingRule['look'] = (ask) =>
  see(ask, { url: DEPLOY }, ({ json }) => {
    const { status } = (json ?? {}) as { status?: string };
    return { seen: STATES.includes(status ?? '') ? 'a documented state' : 'no documented state' };
  });

const ENDPOINTS = '/api/help/endpoints';

/** QRadar's marks that reading can settle. */
export const QRADAR_RULES: readonly ReadingRule[] = [
  ...ranges,
  ...userFields,
  rule(
    '/paths/~1api~1config~1access~1users/get',
    'filter by username taken, sort by username taken, sort by email taken',
    filterAndSort(USERS),
  ),
  rule(
    '/paths/~1api~1staged_config~1access~1users/get',
    'filter by username taken, sort by username taken, sort by email taken',
    filterAndSort(STAGED_USERS),
  ),
  rule('/paths/~1api~1config~1access~1roles/get', 'fields taken, filter taken', (ask) => {
    const url = '/api/config/access/roles';
    return statuses(ask, {
      fields: { url, query: { fields: 'id' }, headers: ONE },
      filter: { url, query: { filter: 'id = 1' }, headers: ONE },
    });
  }),
  rule(
    '/paths/~1api~1staged_config~1access~1user_roles/get',
    'only roles with the capability',
    async (ask) => {
      const call = { url: '/api/staged_config/access/user_roles', query: { contains: 'ADMIN' } };
      return see(ask, call, ({ json, status }) => {
        if (status !== 200) return { seen: `refused with ${status}` };
        const roles = entriesOf(json);
        if (roles.length === 0) return { open: 'no role was answered' };
        const has = roles.every((role) => entriesOf(role.capabilities).some(({ name }) => name === 'ADMIN'));
        return { seen: has ? 'only roles with the capability' : 'roles without the capability, too' };
      });
    },
  ),
  rule('/paths/~1api~1staged_config~1deploy_status/get', 'a documented state', deployState),
  rule('/components/schemas/DeployState', 'a documented state', deployState),
  rule('/components/schemas/DeployStatus/properties/hosts', 'array', (ask) =>
    see(ask, { url: DEPLOY }, ({ json }) => ({ seen: kindOf((json as { hosts?: unknown } | null)?.hosts) })),
  ),
  rule('/paths/~1api~1help~1endpoints/get', 'filter by path taken, filter by http_method taken', (ask) =>
    statuses(ask, {
      'filter by path': { url: ENDPOINTS, query: { filter: 'path = "/help/endpoints"' }, headers: ONE },
      'filter by http_method': { url: ENDPOINTS, query: { filter: 'http_method = "GET"' }, headers: ONE },
    }),
  ),
  rule('/components/schemas/EndpointDocument/properties/path', 'without /api', (ask) =>
    see(ask, { url: ENDPOINTS, headers: ONE }, ({ json }) => {
      const path = entriesOf(json)[0]?.path;
      if (typeof path !== 'string') return { open: 'no endpoint was answered' };
      return { seen: path.startsWith('/api') ? 'with /api' : 'without /api' };
    }),
  ),
  rule(INFORMATION, 'object', information),
  rule(`${INFORMATION}/responses/200`, 'object', information),
  rule('/components/schemas/SystemInformation', 'object', information),
  rule('/components/schemas/SystemAbout', 'object', (ask) =>
    see(ask, { url: '/api/system/about' }, ({ json }) => ({ seen: kindOf(json) })),
  ),
  rule('/components/schemas/Locale/properties/has_translation', 'boolean', (ask) =>
    see(ask, { url: '/api/system/information/locales', headers: FIRST_50 }, ({ json }) =>
      kindIn(entriesOf(json), 'has_translation'),
    ),
  ),
  rule('/components/headers/Deprecated', 'true', async (ask) => {
    const answer = await ask({ url: '/api/help/versions', headers: FIRST_50 });
    const old = entriesOf(answer.json).find(({ deprecated, removed }) => deprecated && !removed);
    if (typeof old?.version !== 'string') return { open: 'no version that is deprecated is served' };
    const { headers } = await ask({ url: USERS, headers: { ...ONE, Version: old.version } });
    const value = headers.get('deprecated');
    if (value === null) return { open: 'a deprecated version was answered without the header' };
    return { seen: /^(true|false)$/.test(value) ? value : 'another value' };
  }),
  rule('/components/responses/Unauthorized', '401 with the code 18', async (ask) => {
    const { json, status } = await ask({ url: USERS, anonymous: true, headers: ONE });
    const code = (json as { code?: unknown } | null | undefined)?.code;
    return { seen: `${status} with ${typeof code === 'number' ? `the code ${code}` : 'no code'}` };
  }),
  rule('/components/responses/RangeNotSatisfiable', 'past the end a list is not refused with 416', (ask) =>
    see(ask, past(USERS), ({ status }) => ({
      seen: `past the end a list is ${status === 416 ? '' : 'not '}refused with 416`,
    })),
  ),
];
