import { pathOf } from '../../spec/places.js';
import { answerItem, answerList } from '../http/answer.js';
import { maySeeRole, requireCapability } from '../http/auth.js';
import { integerField, textField } from '../http/body.js';
import { ApiError, unprocessable } from '../http/errors.js';
import type { Call, OperationRoute } from '../http/route.js';
import { shapes } from '../query/shapes.js';
import type { Assignment, UserRecord } from '../state/model.js';
import { newUser } from '../state/seed-data.js';
import { isStaged } from '../state/state.js';
import { truncateToMinutes } from '../users/inactivity.js';
import { applyPreferences, passwordHasUse, setPassword } from '../users/preferences.js';
import { CREATE_CODES } from '../users/user-codes.js';
import { deleteUser } from '../users/user-deletion.js';
import { checkCombination, checkDescription, checkReferences, checkUsername } from '../users/user-rules.js';
import { stagedUserView } from '../users/user-view.js';
import { updateStagedUser } from './staged-user-update.js';

type Staged = UserRecord & { staged: Assignment };

/** The staged users, which a deploy makes active (IBM). */
export const stagedUserRoutes: readonly OperationRoute[] = [
  { operationId: 'listStagedUsers', handle: listStagedUsers },
  { operationId: 'createStagedUser', handle: createStagedUser },
  { operationId: 'getStagedUser', handle: getStagedUser },
  { operationId: 'updateStagedUser', handle: updateStagedUser },
  {
    operationId: 'deleteStagedUser',
    handle: (call) => deleteUser(call, 'delete-staged'),
  },
];

function listStagedUsers(call: Call): Response {
  const { caller, state } = call;
  requireCapability(caller, 'ADMIN', 'SAASADMIN');
  const users = [...state.users.values()].filter(
    (user): user is Staged => isStaged(user) && maySeeRole(caller, user.staged.user_role_id, state),
  );
  return answerList(call, users, {
    shape: shapes.stagedUser,
    view: stagedUserView,
    sortCodes: { unknown: 38313001, unsupported: 38313002 },
  });
}

function getStagedUser(call: Call): Response {
  const { caller, state } = call;
  requireCapability(caller, 'ADMIN', 'SAASADMIN');
  const id = call.id();
  const user = state.stagedUser(id);
  if (user === undefined || !maySeeRole(caller, user.staged.user_role_id, state)) {
    throw new ApiError(404, 38301001, `No staged user has the id ${id}.`);
  }
  return answerItem(call, stagedUserView(user), { shape: shapes.stagedUser });
}

async function createStagedUser(call: Call): Promise<Response> {
  const { caller, state } = call;
  requireCapability(caller, 'ADMIN', 'ADMINMANAGER');
  const body = await call.body();
  const username = required(textField(body, 'username'), CREATE_CODES.usernameMissing, 'username');
  const assignment: Assignment = {
    user_role_id: required(integerField(body, 'user_role_id'), CREATE_CODES.roleMissing, 'user_role_id'),
    security_profile_id: required(
      integerField(body, 'security_profile_id'),
      CREATE_CODES.profileMissing,
      'security_profile_id',
    ),
    tenant_id: integerField(body, 'tenant_id') ?? null,
    description: textField(body, 'description') ?? null,
  };
  required(textField(body, 'email'), CREATE_CODES.emailMissing, 'email');
  checkUsername(username, state);
  checkReferences(assignment, caller, state, CREATE_CODES);
  checkCombination(assignment, state, CREATE_CODES);
  checkDescription(assignment.description ?? '', CREATE_CODES);
  const draft = newUser(0, username, state.now, assignment);
  applyPreferences(call, draft, body, CREATE_CODES, toMinutes);
  applyPassword(call, draft, textField(body, 'password') ?? undefined);
  const user = { ...draft, id: state.nextUserId(), deployed: undefined, staged: assignment };
  state.users.set(user.id, user);
  return answerItem(call, stagedUserView(user), {
    shape: shapes.stagedUser,
    status: 201,
    headers: { Location: pathOf('qradar', 'getStagedUser', user.id) },
  });
}

function required<Value>(value: Value | null | undefined, code: number, name: string): Value {
  if (value === undefined || value === null) throw unprocessable(code, `The field ${name} must not be null.`);
  return value;
}

function toMinutes(value: number | null): number | null {
  return value === null ? null : truncateToMinutes(value);
}

/** Needed where a password has a use, refused where it has none (IBM). */
function applyPassword(call: Call, draft: UserRecord, password: string | undefined): void {
  if (password !== undefined) {
    if (!passwordHasUse(call, draft)) {
      throw unprocessable(
        CREATE_CODES.passwordForbidden,
        'This user signs in by external authentication only.',
      );
    }
    setPassword(call, draft, password, CREATE_CODES);
    return;
  }
  if (call.state.settings.systemAuthentication) {
    throw unprocessable(CREATE_CODES.passwordMissing, 'System authentication needs a password.');
  }
  if (draft.allow_system_authentication_fallback) {
    throw unprocessable(CREATE_CODES.passwordMissingForFallback, 'The fallback needs a password.');
  }
  if (draft.local_only_account) {
    throw unprocessable(CREATE_CODES.passwordMissingForLocalOnly, 'A local only account needs a password.');
  }
}
