import type { Context } from 'hono';
import { type Handler, pathParameter } from '../../sandbox/operation-routes.js';
import type { Role, UserToken } from '../state/model.js';
import type { IqState } from '../state/state.js';
import { IqError } from './errors.js';
import { realmOf } from './user-operations.js';

/** Paths of their own below the tokens, so no user of such a name can be addressed (Sonatype). */
const RESERVED = ['currentUser', 'purge', 'userCode'];

/** What memberships point to, and the tokens of users. */
export function directoryOperations(state: IqState) {
  return {
    listRoles: (c) => c.json({ roles: state.roles.map(renderRole) }),

    getRole(c) {
      const id = pathParameter(c, 'roleId');
      const role = state.roles.find((one) => one.id === id);
      if (role === undefined) throw new IqError(404, `There is no role ${id}.`);
      return c.json({ ...renderRole(role), permissionCategories: [permissionsOf(role)] });
    },

    listOrganizations(c) {
      const names = asked(c, 'organizationName');
      const isAsked = ({ name }: { name: string }) => names === undefined || names.includes(name);
      return c.json({ organizations: state.organizations.filter(isAsked) });
    },

    listApplications(c) {
      const ids = asked(c, 'publicId');
      const isAsked = ({ publicId }: { publicId: string }) => ids === undefined || ids.includes(publicId);
      return c.json({ applications: state.applications.filter(isAsked) });
    },

    getUserToken(c) {
      const username = pathParameter(c, 'username');
      const token = RESERVED.includes(username) ? undefined : state.tokenOf(username, realmOf(c));
      if (token === undefined) {
        throw new IqError(404, `The user ${username} has no token in the realm ${realmOf(c)}.`);
      }
      return c.json(renderToken(token));
    },

    deleteUserToken(c) {
      if (state.deleteToken(pathParameter(c, 'userCode'))) return c.body(null, 204);
      throw new IqError(404, 'There is no token with this user code.');
    },
  } satisfies Record<string, Handler>;
}

function renderRole({ id, name, description, builtIn }: Role) {
  return { id, name, description, builtIn };
}

/** All in one category: no document says how a server sorts its permissions into several. */
function permissionsOf({ permissions }: Role) {
  return {
    displayName: 'IQ',
    permissions: permissions.map((id) => ({ id, displayName: id, allowed: true })),
  };
}

function renderToken({ passCode: _, ...token }: UserToken) {
  return token;
}

/** The values of a parameter that may be repeated; `undefined` without one. */
function asked(c: Context, name: string): string[] | undefined {
  return c.req.queries(name);
}
