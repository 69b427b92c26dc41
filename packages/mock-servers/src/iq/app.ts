import { type Context, Hono } from 'hono';
import { textError } from './errors.js';
import { type IqState, type IqUser, isRealm, REALMS, type Realm } from './state.js';

/**
 * Update: Internal users only, and only these three (IQ document, Sonatype). Clients in the field send the password
 * and the realm with them; neither changes.
 */
const CHANGEABLE = ['firstName', 'lastName', 'email'] as const;
const required = ['username', 'password', ...CHANGEABLE] as const;

const COLLECTION = '/api/v2/users';
const SINGLE = '/api/v2/users/:username';

export function createIqApp(state: IqState): Hono {
  const app = new Hono();

  app.get(COLLECTION, (c) =>
    withRealm(c, (realm) => c.json({ users: state.list(realm).map((user) => readable(user)) })),
  );

  app.post(COLLECTION, async (c) => {
    const input = (await c.req.json()) as Record<string, string>;
    const missing = required.filter((name) => !input[name]);
    if (missing.length > 0) return textError(400, `These fields are required: ${missing.join(', ')}.`);
    const { username, password, firstName, lastName, email, realm } = input as unknown as IqUser;
    if (realm !== undefined && realm !== 'Internal') {
      return textError(400, `Users of the realm ${realm} are not made here; Internal ones are.`);
    }
    if (state.get(username, 'Internal') !== undefined) {
      return textError(409, `A user named ${username} exists already.`);
    }
    const namesRealm = realm !== undefined;
    state.put({ username, password, firstName, lastName, email, realm: 'Internal', namesRealm });
    return c.body(null, 204);
  });

  app.get(SINGLE, (c) =>
    withRealm(c, (realm) => {
      const user = state.get(c.req.param('username'), realm);
      return user === undefined ? unknownUser(c.req.param('username'), realm) : c.json(readable(user));
    }),
  );

  app.put(SINGLE, async (c) => {
    const username = c.req.param('username');
    const input = (await c.req.json()) as Record<string, string | undefined>;
    if (input.username !== undefined && input.username !== username) {
      return textError(400, `The body names ${input.username}, the path ${username}.`);
    }
    if (input.realm !== undefined && input.realm !== 'Internal') {
      return textError(400, `A user cannot be moved to the realm ${input.realm}.`);
    }
    const user = state.get(username, 'Internal');
    if (user === undefined) return unknownUser(username, 'Internal');
    if (input.realm !== undefined) user.namesRealm = true;
    for (const name of CHANGEABLE) user[name] = input[name] ?? user[name];
    return c.json(readable(user));
  });

  app.delete(SINGLE, (c) =>
    withRealm(c, (realm) => {
      const username = c.req.param('username');
      return state.delete(username, realm) ? c.body(null, 204) : unknownUser(username, realm);
    }),
  );

  app.all(COLLECTION, () => notAllowed('GET, HEAD, POST'));
  app.all(SINGLE, () => notAllowed('GET, HEAD, PUT, DELETE'));
  app.notFound(() => textError(404, 'HTTP 404 Not Found'));
  return app;
}

/** Without the parameter the realm is Internal (IQ document). */
function withRealm(c: Context, answer: (realm: Realm) => Response): Response {
  const realm = c.req.query('realm') ?? 'Internal';
  return isRealm(realm)
    ? answer(realm)
    : textError(400, `Unknown realm ${realm}; known are ${REALMS.join(', ')}.`);
}

/**
 * The document's answers name no realm; other realms are named (Sonatype), and Internal where it was named by a client:
 * Sonatype's Terraform provider compares it. A password is never answered (IQ document).
 */
function readable({ username, firstName, lastName, email, namesRealm, realm }: IqUser): Partial<IqUser> {
  const isNamed = namesRealm === true || realm !== 'Internal';
  return { username, firstName, lastName, email, ...(isNamed && { realm }) };
}

function unknownUser(username: string, realm: Realm): Response {
  return textError(404, `There is no user named ${username} in the realm ${realm}.`);
}

function notAllowed(allow: string): Response {
  return textError(405, 'HTTP 405 Method Not Allowed', { allow });
}
