/** What a leaver of IQ owns, held by a server of a few lines: users, two roles' memberships on an organization, a token. */
export interface SmallIq {
  readonly users: Map<string, Record<string, string>>;
  /** 'roleId/ownerType/ownerId/member'. */
  readonly grants: Set<string>;
  readonly tokens: Map<string, string>;
}

const OWNER =
  /^\/api\/v2\/roleMemberships\/(?:(global|repository_container)|(organization|application)\/([^/]+))/;

export function smallIq(): { state: SmallIq; fetch(url: string, init: RequestInit): Promise<Response> } {
  const state: SmallIq = { users: new Map(), grants: new Set(), tokens: new Map() };
  const none = (status: number) => new Response(status === 204 ? null : 'none', { status });
  return {
    state,
    async fetch(url, { method = 'GET', body }) {
      const { pathname } = new URL(url);
      const [, resource, name = ''] = /^\/api\/v2\/(\w+)\/?([^/]*)/.exec(pathname) ?? [];
      if (resource === 'roles')
        return Response.json({
          roles: [
            { id: 'dev', name: 'Developer' },
            { id: 'own', name: 'Owner' },
          ],
        });
      if (resource === 'organizations')
        return Response.json({ organizations: [{ id: 'org1', name: 'Sandbox' }] });
      if (resource === 'applications')
        return Response.json({ applications: [{ id: 'app1', publicId: 'shop', name: 'Shop' }] });
      if (resource === 'userTokens') {
        const code = pathname.split('/')[5];
        if (method === 'GET') {
          const userCode = state.tokens.get(name);
          return userCode ? Response.json({ userCode, username: name, realm: 'Internal' }) : none(404);
        }
        for (const [user, userCode] of state.tokens) if (userCode === code) state.tokens.delete(user);
        return none(204);
      }
      if (resource === 'roleMemberships') {
        const [, global, type = global, id = ''] = OWNER.exec(pathname) ?? [];
        const [, roleId, member] = /\/role\/([^/]+)\/user\/([^/]+)$/.exec(pathname) ?? [];
        const key = `${roleId}/${type}/${id}/${member}`;
        if (method === 'PUT') state.grants.add(key);
        else if (method === 'DELETE') {
          if (!state.grants.delete(key)) return none(404);
        } else {
          const members = (role: string) =>
            [...state.grants]
              .map((grant) => grant.split('/'))
              .filter(([wanted, on, owner]) => wanted === role && on === type && owner === id)
              .map(([, , , userOrGroupName]) => ({
                ownerId: id || 'global',
                ownerType: String(type).toUpperCase(),
                type: 'USER',
                userOrGroupName,
              }));
          const memberMappings = ['dev', 'own'].map((role) => ({ roleId: role, members: members(role) }));
          return Response.json({ memberMappings });
        }
        return none(204);
      }
      if (method === 'POST') {
        const { password: _, ...user } = JSON.parse(String(body)) as Record<string, string>;
        state.users.set(user.username as string, user);
        return none(204);
      }
      if (method === 'DELETE') return none(state.users.delete(name) ? 204 : 404);
      const user = state.users.get(name);
      return user ? Response.json(user) : none(404);
    },
  };
}
