type Row = Record<string, unknown> & { id: string };

/** What a leaver of Qlik owns, held by a server of a few lines: users with roles and groups, API keys. */
export interface SmallQlik {
  readonly users: Map<string, Row>;
  readonly keys: Map<string, Row>;
}

export function smallQlik(): { state: SmallQlik; fetch(url: string, init: RequestInit): Promise<Response> } {
  const state: SmallQlik = { users: new Map(), keys: new Map() };
  const list = (data: readonly object[]) => Response.json({ data, links: { self: { href: 'http://x/' } } });
  const one = (row: object | undefined) =>
    row ? Response.json(row) : Response.json({ errors: [] }, { status: 404 });
  return {
    state,
    async fetch(url, { method = 'GET', body }) {
      const { pathname } = new URL(url);
      const [, resource, id = ''] = /^\/api\/v1\/([\w-]+)\/?([^/]*)/.exec(pathname) ?? [];
      if (resource === 'roles') return list([{ id: 'r1', name: 'Developer' }]);
      if (resource === 'groups') return list([{ id: 'g1', name: 'Analysts', providerType: 'idp' }]);
      if (resource === 'api-keys') {
        if (method !== 'DELETE') return list([...state.keys.values()]);
        const key = state.keys.get(id);
        if (!key) return one(undefined);
        state.keys.set(id, { ...key, status: 'revoked' });
        return new Response(null, { status: 204 });
      }
      if (method === 'POST') {
        const user = { id: 'u9', status: 'invited', ...(JSON.parse(String(body)) as object) };
        state.users.set(user.id, user);
        return Response.json(user, { status: 201 });
      }
      const user = state.users.get(id);
      if (!user) return one(undefined);
      if (method === 'GET') return one(user);
      if (method === 'DELETE') state.users.delete(id);
      for (const { path, value } of method === 'PATCH' ? (JSON.parse(String(body)) as Patch[]) : [])
        user[path.slice(1)] = value;
      return new Response(null, { status: 204 });
    },
  };
}

interface Patch {
  readonly path: string;
  readonly value: unknown;
}
