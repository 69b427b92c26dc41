import { operationFacts } from '../../spec/fact.js';
import { answerItem } from '../http/answer.js';
import { textField } from '../http/body.js';
import { ApiError, CODES } from '../http/errors.js';
import type { Call } from '../http/route.js';
import { shapes } from '../query/shapes.js';
import type { Assignment, UserRecord } from '../state/model.js';
import { DEFAULT_ADMIN_ID } from '../state/seed-data.js';
import { assignmentChanges } from './assignment.js';
import { deployedTimeout } from './inactivity.js';
import { applyPreferences, changePassword } from './preferences.js';
import { DEPLOYED_ONLY_CODES, PROTECTION_CODES, deployedUpdateCodes as rule } from './user-codes.js';
import { checkDescription, checkReferences, checkUsername, referenceId } from './user-rules.js';
import { userView } from './user-view.js';

type Body = Record<string, unknown>;

const AT_ONCE = operationFacts('qradar', 'updateUser').at('x-takes-effect', 'ibm', 'atOnce').texts();

/**
 * POST /config/access/users/{id}: preferences and password as IBM describes them, and for a caller with ADMIN the
 * guide's fields too, all active at once, unless the console is as IBM describes it. What is left out stays; any other
 * field is ignored.
 */
export async function updateUser(call: Call): Promise<Response> {
  const { state } = call;
  const id = call.id();
  const body = await call.body();
  const user = state.deployedUser(id);
  if (user === undefined) throw new ApiError(404, rule.notFound, `No deployed user has the id ${id}.`);
  checkCaller(call, user, body);
  const draft = structuredClone(user);
  const { resources } = state.settings;
  const heard = resources === 'ibm' ? onlyAtOnce(body) : body;
  applyPreferences(call, draft, heard, rule, deployedTimeout(resources));
  if (resources !== 'ibm' && call.caller.has('ADMIN')) applyGuideFields(call, draft, body);
  changePassword(call, draft, body, rule);
  state.users.set(id, draft);
  return answerItem(call, userView(draft, state), { shape: shapes.user });
}

/** What IBM's page says is modifiable here; it ignores everything else and answers 200. */
function onlyAtOnce(body: Body): Body {
  return Object.fromEntries(Object.entries(body).filter(([name]) => AT_ONCE.includes(name)));
}

function checkCaller(call: Call, user: UserRecord & { deployed: Assignment }, body: Body): void {
  const { caller, state } = call;
  const own = caller.user?.id === user.id;
  if (!own && !['ADMIN', 'SAASADMIN', 'ADMINMANAGER'].some((capability) => caller.has(capability))) {
    throw new ApiError(
      403,
      CODES.forbidden,
      'Without an administrator capability you change your own user only.',
    );
  }
  if (!own && state.hasCapability(user.deployed.user_role_id, 'ADMIN') && !caller.has('ADMINMANAGER')) {
    throw new ApiError(
      403,
      rule.adminManager,
      'Changing a user with the ADMIN capability needs ADMINMANAGER.',
    );
  }
  const fallback = isSet(body, 'allow_system_authentication_fallback');
  const timeout = isSet(body, 'inactivity_timeout');
  if (own && (fallback || timeout)) {
    throw new ApiError(
      403,
      rule.ownFields,
      'Nobody changes inactivity_timeout or allow_system_authentication_fallback of their own user.',
    );
  }
  if (fallback && !caller.has('ADMIN')) {
    throw new ApiError(
      403,
      DEPLOYED_ONLY_CODES.fallbackNeedsAdmin,
      'Changing allow_system_authentication_fallback needs ADMIN.',
    );
  }
  if (timeout && !caller.has('ADMIN')) {
    throw new ApiError(
      403,
      DEPLOYED_ONLY_CODES.timeoutNeedsAdmin,
      'Changing inactivity_timeout needs ADMIN.',
    );
  }
}

function isSet(body: Body, name: string): boolean {
  return body[name] !== undefined && body[name] !== null;
}

function applyGuideFields(call: Call, draft: UserRecord & { deployed: Assignment }, body: Body): void {
  const { caller, state } = call;
  const changes = assignmentChanges(body, {
    roleId: referenceId(body, 'user_role'),
    profileId: referenceId(body, 'security_profile'),
  });
  const username = textField(body, 'username') ?? undefined;
  const renamed = username !== undefined && username !== draft.username;
  const reassigned = changes.user_role_id !== undefined || changes.security_profile_id !== undefined;
  if (draft.id === DEFAULT_ADMIN_ID && (renamed || reassigned)) {
    throw new ApiError(
      403,
      PROTECTION_CODES.defaultAdmin,
      'The default admin user cannot be renamed or reassigned.',
    );
  }
  if (renamed) {
    checkUsername(username, state, { userId: draft.id });
    draft.username = username;
  }
  const firstName = textField(body, 'first_name');
  if (firstName !== undefined) draft.first_name = firstName;
  const lastName = textField(body, 'last_name');
  if (lastName !== undefined) draft.last_name = lastName;
  if (Object.keys(changes).length === 0) return;
  checkDescription(changes.description ?? '', rule);
  draft.deployed = { ...draft.deployed, ...changes };
  checkReferences(draft.deployed, caller, state, rule);
  if (draft.staged !== undefined) draft.staged = { ...draft.staged, ...changes };
}
