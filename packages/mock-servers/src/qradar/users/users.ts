import { answerItem, answerList, booleanQuery } from '../http/answer.js';
import { maySeeRole, requireCapability } from '../http/auth.js';
import { integerField, textField } from '../http/body.js';
import { ApiError, unprocessable } from '../http/errors.js';
import type { Call, OperationRoute } from '../http/route.js';
import { shapes } from '../query/shapes.js';
import type { Assignment, UserRecord } from '../state/model.js';
import { newUser } from '../state/seed-data.js';
import { isDeployed } from '../state/state.js';
import { deployedTimeout } from './inactivity.js';
import { applyPreferences, setPassword } from './preferences.js';
import { CREATE_CODES } from './user-codes.js';
import { deleteUser } from './user-deletion.js';
import { checkDescription, checkReferences, checkUsername, referenceId } from './user-rules.js';
import { updateUser } from './user-update.js';
import { userView } from './user-view.js';

type Deployed = UserRecord & { deployed: Assignment };

/** The active users: IBM reads them and changes preferences, the guide also creates, reassigns and deletes here. */
export const userRoutes: readonly OperationRoute[] = [
  { operationId: 'listUsers', handle: listUsers },
  { operationId: 'createUser', handle: createUser },
  { operationId: 'getUser', handle: getUser },
  { operationId: 'updateUser', handle: updateUser },
  {
    operationId: 'deleteUser',
    handle: (call) => deleteUser(call, 'delete-deployed'),
  },
];

function maySee(call: Call, user: Deployed): boolean {
  return user.id === call.caller.user?.id || maySeeRole(call.caller, user.deployed.user_role_id, call.state);
}

function listUsers(call: Call): Response {
  const { caller, state } = call;
  const onlyOwn = booleanQuery(call, 'current_user');
  const seesAll = caller.has('ADMIN');
  const users = [...state.users.values()].filter(
    (user): user is Deployed =>
      isDeployed(user) && (onlyOwn ? user.id === caller.user?.id : seesAll || maySee(call, user)),
  );
  return answerList(call, users, {
    shape: shapes.user,
    view: (user) => userView(user, state),
    sortCodes: { unknown: 38314001, unsupported: 38314002 },
  });
}

function getUser(call: Call): Response {
  const id = call.id();
  const user = call.state.deployedUser(id);
  if (user === undefined || !maySee(call, user)) {
    throw new ApiError(404, 38310001, `No deployed user has the id ${id}.`);
  }
  return answerItem(call, userView(user, call.state), { shape: shapes.user });
}

/** The guide's create: active at once, so it is deployed and staged in one. */
async function createUser(call: Call): Promise<Response> {
  const { caller, state } = call;
  requireCapability(caller, 'ADMIN', 'ADMINMANAGER');
  const body = await call.body();
  const username = textField(body, 'username') ?? undefined;
  if (username === undefined) throw unprocessable(CREATE_CODES.usernameMissing, 'The username is required.');
  const password = textField(body, 'password') ?? undefined;
  if (password === undefined) throw unprocessable(CREATE_CODES.passwordMissing, 'The password is required.');
  const roleId = referenceId(body, 'user_role');
  if (roleId === undefined)
    throw unprocessable(CREATE_CODES.roleMissing, 'user_role with its id is required.');
  const profileId = referenceId(body, 'security_profile');
  if (profileId === undefined) {
    throw unprocessable(CREATE_CODES.profileMissing, 'security_profile with its id is required.');
  }
  const assignment: Assignment = {
    user_role_id: roleId,
    security_profile_id: profileId,
    tenant_id: integerField(body, 'tenant_id') ?? null,
    description: textField(body, 'description') ?? null,
  };
  checkUsername(username, state);
  checkReferences(assignment, caller, state, CREATE_CODES);
  checkDescription(assignment.description ?? '', CREATE_CODES);
  const draft = newUser(0, username, state.now, assignment);
  draft.first_name = textField(body, 'first_name') ?? null;
  draft.last_name = textField(body, 'last_name') ?? null;
  applyPreferences(call, draft, body, CREATE_CODES, deployedTimeout(state.settings.resources));
  setPassword(call, draft, password, CREATE_CODES);
  const user = { ...draft, id: state.nextUserId(), deployed: assignment, staged: { ...assignment } };
  state.users.set(user.id, user);
  return answerItem(call, userView(user, state), { shape: shapes.user, status: 201 });
}
