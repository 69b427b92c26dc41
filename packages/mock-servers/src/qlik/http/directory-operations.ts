import { type Handler, pathParameter } from '../../sandbox/operation-routes.js';
import { pathOf } from '../../spec/places.js';
import { groupRules, roleRules } from '../query/directory-fields.js';
import { type DirectoryPage, listDirectory } from '../query/directory-list.js';
import { readBoolean } from '../query/parameters.js';
import { isSystemRole } from '../state/catalogue.js';
import type { Group, Role } from '../state/model.js';
import { readFilter } from '../write/body.js';
import { badRequest, groupNotFound, roleNotFound } from './errors.js';
import { pageLinks, queryOf, type Tenant } from './tenant.js';

/** The roles and groups that users point to; nothing here changes them. */
export function directoryOperations(tenant: Tenant) {
  const { state } = tenant;

  const renderRole = (role: Role, request: Request) => ({
    ...role,
    canEdit: !isSystemRole(role.name),
    canDelete: !isSystemRole(role.name),
    links: { self: { href: tenant.baseUrl(request) + pathOf('qlik', 'getRole', role.id) } },
  });

  const renderGroup = ({ description, roleIds, system: _, ...group }: Group, request: Request) => ({
    ...group,
    // Of custom groups (qlik.dev).
    ...(group.providerType === 'custom' ? { description } : {}),
    assignedRoles: roleIds.flatMap((id) => {
      const role = state.catalogue.role({ id });
      return role === undefined ? [] : [{ id, name: role.name, type: role.type, level: role.level }];
    }),
    links: { self: { href: tenant.baseUrl(request) + pathOf('qlik', 'getGroup', group.id) } },
  });

  function renderPage<Item>(
    result: DirectoryPage<Item>,
    request: Request,
    render: (item: Item, request: Request) => object,
  ) {
    return {
      data: result.items.map((item) => render(item, request)),
      links: pageLinks(result, request, tenant.baseUrl(request)),
      ...(result.totalResults === undefined ? {} : { totalResults: result.totalResults }),
    };
  }

  const groups = (system: boolean) =>
    state.catalogue.groups.filter((group) => (group.system === true) === system);

  return {
    listRoles(c) {
      const query = queryOf(c.req.raw);
      const page = listDirectory(state.catalogue.roles, query, roleRules(), query.get('filter') ?? undefined);
      return c.json(renderPage(page, c.req.raw, renderRole));
    },

    getRole(c) {
      const role = state.catalogue.role({ id: pathParameter(c, 'id') });
      if (role === undefined) throw roleNotFound();
      return c.json(renderRole(role, c.req.raw));
    },

    listGroups(c) {
      const query = queryOf(c.req.raw);
      const system = readBoolean(query, 'systemGroups');
      const others = [...query.keys()].filter((name) => name !== 'systemGroups');
      if (system && others.length > 0) {
        throw badRequest(`systemGroups cannot be combined with ${others.join(', ')}.`, {
          parameter: 'systemGroups',
        });
      }
      const filter = query.get('filter') ?? undefined;
      const page = listDirectory(groups(system), query, groupRules('listGroups'), filter);
      return c.json(renderPage(page, c.req.raw, renderGroup));
    },

    getGroup(c) {
      const group = state.catalogue.group({ id: pathParameter(c, 'groupId') });
      if (group === undefined) throw groupNotFound();
      return c.json(renderGroup(group, c.req.raw));
    },

    async filterGroups(c) {
      const filter = await readFilter(c.req.raw);
      const page = listDirectory(groups(false), queryOf(c.req.raw), groupRules('filterGroups'), filter);
      return c.json(renderPage(page, c.req.raw, renderGroup));
    },
  } satisfies Record<string, Handler>;
}
