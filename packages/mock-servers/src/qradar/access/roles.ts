import { answerItem, answerList, booleanQuery } from '../http/answer.js';
import { maySeeRole, requireCapability } from '../http/auth.js';
import { ApiError } from '../http/errors.js';
import type { Call, OperationRoute } from '../http/route.js';
import { shapes } from '../query/shapes.js';
import type { RoleRecord } from '../state/model.js';

/** Roles change by no endpoint, so the staged and the deployed ones are the same. */
export const roleRoutes: readonly OperationRoute[] = [
  {
    operationId: 'listRoles',
    handle: (call) =>
      answerList(call, visibleRoles(call), { shape: shapes.role, view: ({ id, name }) => ({ id, name }) }),
  },
  {
    operationId: 'listUserRoles',
    handle: (call) => listUserRoles(call, booleanQuery(call, 'current_user_role')),
  },
  { operationId: 'getUserRole', handle: getUserRole },
  {
    operationId: 'listStagedUserRoles',
    handle: (call) => {
      requireCapability(call.caller, 'ADMIN', 'SAASADMIN');
      return listUserRoles(call, false);
    },
  },
  { operationId: 'getStagedUserRole', handle: getUserRole },
];

/** Without ADMIN or SAASADMIN only the caller's own role (IBM). */
function visibleRoles(call: Call): RoleRecord[] {
  const { caller, state } = call;
  return [...state.roles.values()].filter(
    ({ id }) => (id === caller.roleId && !caller.has('SAASADMIN')) || maySeeRole(caller, id, state),
  );
}

function listUserRoles(call: Call, onlyOwn: boolean): Response {
  const contains = call.query.get('contains');
  const roles = visibleRoles(call)
    .filter(({ id }) => !onlyOwn || id === call.caller.roleId)
    .filter(({ id }) => contains === null || contains === '' || call.state.hasCapability(id, contains));
  return answerList(call, roles, { shape: shapes.userRole, view: (role) => role });
}

function getUserRole(call: Call): Response {
  const { caller, state } = call;
  requireCapability(caller, 'ADMIN', 'SAASADMIN');
  const id = call.id();
  const role = state.roles.get(id);
  if (role === undefined || !maySeeRole(caller, id, state)) {
    throw new ApiError(404, 38341001, `No user role has the id ${id}.`);
  }
  return answerItem(call, role, { shape: shapes.userRole });
}
