import { MARKS } from '../../gen/unconfirmed.gen.js';
import type { Call } from '../ask.js';
import { see, statuses } from '../look.js';
import { placesOf } from '../places.js';
import { entriesOf, kindIn, NOBODY, type ReadingRule, rulesOf, unable } from '../rule.js';

const at = placesOf('qradar');

export const USERS = at('listUsers').url;
const STAGED_USERS = at('listStagedUsers').url;
export const FIRST_50 = { Range: 'items=0-49' };
export const ONE = { Range: 'items=0-0' };

const rule = rulesOf('qradar');

function filterAndSort(url: string): ReadingRule['look'] {
  const filter = `username = "${NOBODY}"`;
  return (ask) =>
    statuses(ask, {
      'filter by username': { url, query: { filter }, headers: ONE },
      'sort by username': { url, query: { sort: '+username' }, headers: ONE },
      'sort by email': { url, query: { sort: '+email' }, headers: ONE },
    });
}

/** A range that no list reaches. */
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

/** QRadar's marks about lists: parts of them, filters and sorting, and fields that only a list of users shows. */
export const QRADAR_LIST_RULES: readonly ReadingRule[] = [
  ...ranges,
  ...userFields,
  rule(
    at('listUsers').pointer,
    'filter by username taken, sort by username taken, sort by email taken',
    filterAndSort(USERS),
  ),
  rule(
    at('listStagedUsers').pointer,
    'filter by username taken, sort by username taken, sort by email taken',
    filterAndSort(STAGED_USERS),
  ),
  rule('/components/responses/RangeNotSatisfiable', 'past the end a list is not refused with 416', (ask) =>
    see(ask, past(USERS), ({ status }) => ({
      seen: `past the end a list is ${status === 416 ? '' : 'not '}refused with 416`,
    })),
  ),
];
