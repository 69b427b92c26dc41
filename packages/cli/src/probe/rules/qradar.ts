import { MARKS } from '../../gen/unconfirmed.gen.js';
import { see, statuses } from '../look.js';
import { placesOf } from '../places.js';
import { entriesOf, kindIn, kindOf, type ReadingRule, rulesOf } from '../rule.js';
import { FIRST_50, ONE, QRADAR_LIST_RULES, USERS } from './qradar-lists.js';

const rule = rulesOf('qradar');
const at = placesOf('qradar');

const INFORMATION = at('getSystemInformation').pointer;
const information: ReadingRule['look'] = (ask) =>
  see(ask, { url: at('getSystemInformation').url }, ({ json }) => ({ seen: kindOf(json) }));

const DEPLOY = at('getDeployStatus').url;
const STATES = MARKS.find(({ pointer }) => pointer === '/components/schemas/DeployState')?.values ?? [];
const deployState: ReadingRule['look'] = (ask) =>
  see(ask, { url: DEPLOY }, ({ json }) => {
    const { status } = (json ?? {}) as { status?: string };
    return { seen: STATES.includes(status ?? '') ? 'a documented state' : 'no documented state' };
  });

const ENDPOINTS = at('listEndpoints').url;

/** QRadar's marks that reading can settle. */
export const QRADAR_RULES: readonly ReadingRule[] = [
  ...QRADAR_LIST_RULES,
  rule(at('listRoles').pointer, 'fields taken, filter taken', (ask) => {
    const url = at('listRoles').url;
    return statuses(ask, {
      fields: { url, query: { fields: 'id' }, headers: ONE },
      filter: { url, query: { filter: 'id = 1' }, headers: ONE },
    });
  }),
  rule(at('listStagedUserRoles').pointer, 'only roles with the capability', async (ask) => {
    const call = { url: at('listStagedUserRoles').url, query: { contains: 'ADMIN' } };
    return see(ask, call, ({ json, status }) => {
      if (status !== 200) return { seen: `refused with ${status}` };
      const roles = entriesOf(json);
      if (roles.length === 0) return { open: 'no role was answered' };
      const has = roles.every((role) => entriesOf(role.capabilities).some(({ name }) => name === 'ADMIN'));
      return { seen: has ? 'only roles with the capability' : 'roles without the capability, too' };
    });
  }),
  rule(at('getDeployStatus').pointer, 'a documented state', deployState),
  rule('/components/schemas/DeployState', 'a documented state', deployState),
  rule('/components/schemas/DeployStatus/properties/hosts', 'array', (ask) =>
    see(ask, { url: DEPLOY }, ({ json }) => ({ seen: kindOf((json as { hosts?: unknown } | null)?.hosts) })),
  ),
  rule(at('listEndpoints').pointer, 'filter by path taken, filter by http_method taken', (ask) =>
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
    see(ask, { url: at('getSystemAbout').url }, ({ json }) => ({ seen: kindOf(json) })),
  ),
  rule('/components/schemas/Locale/properties/has_translation', 'boolean', (ask) =>
    see(ask, { url: at('listLocales').url, headers: FIRST_50 }, ({ json }) =>
      kindIn(entriesOf(json), 'has_translation'),
    ),
  ),
  rule('/components/headers/Deprecated', 'true', async (ask) => {
    const answer = await ask({ url: at('listVersions').url, headers: FIRST_50 });
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
];
