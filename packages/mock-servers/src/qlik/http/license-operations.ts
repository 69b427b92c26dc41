import type { Handler } from '../../sandbox/operation-routes.js';
import { placeOf } from '../../spec/places.js';
import { licenseRules } from '../query/directory-fields.js';
import { listDirectory } from '../query/directory-list.js';
import { readBoolean } from '../query/parameters.js';
import { isoTime, type LicenseAssignment } from '../state/model.js';
import { LICENSES, licenseId } from '../state/seed-keys.js';
import { readObject } from '../write/body.js';
import { badRequest } from './errors.js';
import { readRequiredJson } from './requests.js';
import { queryOf, type Tenant } from './tenant.js';

/**
 * The host in the links of Qlik's own sample. It is inside Qlik's network, so a client can only use `page` of such a link
 * (qlik.dev).
 */
const INNER_ORIGIN = 'http://license';

interface Item {
  subject: string;
  type: string;
}

export function licenseOperations(tenant: Tenant) {
  const { state } = tenant;

  /** The reference does not explain `orphans`; here they are assignments whose subject no user has. */
  const assignments = (orphans: boolean) =>
    state.licenses().filter(({ subject }) => !orphans || state.bySubject(subject) === undefined);

  function add({ subject, type }: Item) {
    const all = LICENSES[type];
    if (all === undefined) return { status: 400, subject, type, title: 'Unknown type of licence' };
    const id = licenseId(subject, type);
    const held = state.licenses();
    // Giving a licence twice changes nothing (unconfirmed).
    if (!held.some((one) => one.id === id)) {
      if (held.filter((one) => one.type === type).length >= all) {
        return { status: 403, subject, type, code: 'LICENSES-011', title: 'No available allotment' };
      }
      state.putLicense({ id, subject, type, excess: false, created: isoTime(tenant.now()) });
    }
    return { status: 201, subject, type };
  }

  function remove({ subject, type }: Item) {
    return state.deleteLicense(licenseId(subject, type))
      ? { status: 200, subject, type }
      : { status: 404, subject, type, code: 'LICENSES-016', title: 'Assignment not found' };
  }

  return {
    listLicenseAssignments(c) {
      const query = queryOf(c.req.raw);
      const filter = query.get('filter') ?? undefined;
      // The cursor of this list is called `page` and goes forwards and backwards.
      const asList = new URLSearchParams(query);
      const page = query.get('page');
      if (page !== null) asList.set('next', page);
      const items = assignments(readBoolean(query, 'orphans'));
      const result = listDirectory(items, asList, licenseRules(), filter);
      return c.json({
        data: result.items.map(({ id: _, ...assignment }: LicenseAssignment) => assignment),
        links: result.next === undefined ? {} : { next: { href: innerLink(query, result.next) } },
      });
    },

    async addLicenseAssignments(c) {
      const items = readItems(await readRequiredJson(c.req.raw), 'add');
      return c.json({ data: items.map(add) }, 207);
    },

    async deleteLicenseAssignments(c) {
      const items = readItems(await readRequiredJson(c.req.raw), 'delete');
      return c.json({ data: items.map(remove) }, 207);
    },
  } satisfies Record<string, Handler>;
}

function innerLink(query: URLSearchParams, page: string): string {
  const next = new URLSearchParams(query);
  next.set('page', page);
  // The sample's links have no `/api/v1`.
  const path = placeOf('qlik', 'listLicenseAssignments').path.replace(/^\/api/, '');
  return `${INNER_ORIGIN}${path}?${next}`;
}

function readItems(body: unknown, member: 'add' | 'delete'): Item[] {
  const items = readObject(body)[member];
  if (!Array.isArray(items)) throw badRequest(`${member} must be an array.`, { pointer: `/${member}` });
  return items.map((item: unknown, index) => {
    const { subject, type } = readObject(item);
    if (typeof subject === 'string' && typeof type === 'string') return { subject, type };
    throw badRequest('An item has a subject and a type.', { pointer: `/${member}/${index}` });
  });
}
