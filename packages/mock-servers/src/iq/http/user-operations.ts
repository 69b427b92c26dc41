import type { Context } from 'hono';
import { type Handler, pathParameter } from '../../sandbox/operation-routes.js';
import { INTERNAL, type IqUser, type Realm } from '../state/model.js';
import type { IqState } from '../state/state.js';
import { IqError } from './errors.js';

/**
 * Update: Internal users only, and only these three (IQ document, Sonatype). Clients in the field send the password
 * and the realm with them; neither changes.
 */
const CHANGEABLE = ['firstName', 'lastName', 'email'] as const;
const REQUIRED = ['username', 'password', ...CHANGEABLE] as const;

export function userOperations(state: IqState) {
  return {
    listUsers: (c) => c.json({ users: state.list(knownRealm(state, c)).map(readable) }),

    async createUser(c) {
      const input = (await c.req.json()) as Record<string, string>;
      const missing = REQUIRED.filter((name) => !input[name]);
      if (missing.length > 0) throw new IqError(400, `These fields are required: ${missing.join(', ')}.`);
      const { username, password, firstName, lastName, email, realm } = input as unknown as IqUser;
      const user = { username, password, firstName, lastName, email, realm: realm ?? INTERNAL };
      if (state.get(username, user.realm) !== undefined) {
        throw new IqError(409, `A user named ${username} exists already.`);
      }
      state.put({ ...(user as IqUser), ...(realm === undefined ? {} : { namesRealm: true }) });
      return c.body(null, 204);
    },

    getUser: (c) => c.json(readable(known(state, c))),

    async updateUser(c) {
      const username = pathParameter(c, 'username');
      const input = (await c.req.json()) as Record<string, string | undefined>;
      if (input.username !== undefined && input.username !== username) {
        throw new IqError(400, `The body names ${input.username}, the path ${username}.`);
      }
      if (input.realm !== undefined && input.realm !== INTERNAL) {
        throw new IqError(400, `A user cannot be moved to the realm ${input.realm}.`);
      }
      const user = state.get(username, INTERNAL);
      if (user === undefined) throw unknownUser(username, INTERNAL);
      if (input.realm !== undefined) user.namesRealm = true;
      for (const name of CHANGEABLE) user[name] = input[name] ?? user[name];
      return c.json(readable(user));
    },

    deleteUser(c) {
      const { username, realm } = known(state, c);
      state.delete(username, realm);
      return c.body(null, 204);
    },
  } satisfies Record<string, Handler>;
}

/** Without the parameter the realm is Internal (IQ document). */
export function realmOf(c: Context): Realm {
  return c.req.query('realm') ?? INTERNAL;
}

function known(state: IqState, c: Context): IqUser {
  const username = pathParameter(c, 'username');
  const realm = knownRealm(state, c);
  const user = state.get(username, realm);
  if (user === undefined) throw unknownUser(username, realm);
  return user;
}

/** @throws IqError 400 for a realm that is neither one of the document's nor anybody's. */
function knownRealm(state: IqState, c: Context): Realm {
  const realm = realmOf(c);
  if (state.realms.includes(realm)) return realm;
  throw new IqError(400, `Unknown realm ${realm}; known are ${state.realms.join(', ')}.`);
}

/**
 * The document's answers name no realm; other realms are named (Sonatype), and Internal where it was named by a client:
 * Sonatype's Terraform provider compares it. A password is never answered (IQ document).
 */
function readable({ username, firstName, lastName, email, namesRealm, realm }: IqUser): Partial<IqUser> {
  const isNamed = namesRealm === true || realm !== INTERNAL;
  return { username, firstName, lastName, email, ...(isNamed && { realm }) };
}

function unknownUser(username: string, realm: Realm): IqError {
  return new IqError(404, `There is no user named ${username} in the realm ${realm}.`);
}
