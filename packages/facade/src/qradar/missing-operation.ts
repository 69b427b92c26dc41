import type { Call, HttpResponse } from '../http/types.js';

const MISSING: readonly number[] = [404, 405, 410];
/** For an operation on one record, of which a 404 says that there is no such record. */
const MISSING_ON_RECORD: readonly number[] = [405, 410];

/** What does the work of the guide's own operations on a console with IBM's resources. */
const INSTEAD_OF_GUIDE: Readonly<Record<string, string>> = {
  createUser: 'staged.users.create, then staged.deploy',
  deleteUser: 'staged.users.delete, then staged.deploy',
  getDeleteTask: 'staged.users.deleteTask',
  listRoles: 'userRoles.list',
  getSystemInformation: 'systemAbout, and locales.list',
};

/** What does the work of IBM's operations on a console with the guide's resources. */
const INSTEAD_OF_IBM: Readonly<Record<string, string>> = {
  createStagedUser: 'users.create',
  listStagedUsers: 'users.list',
  executeDeploy: 'users.update, which holds at once',
  listUserRoles: 'roles.list',
  listStagedUserRoles: 'roles.list',
  listStagedSecurityProfiles: 'securityProfiles.list',
};

/** Operations that IBM documents for API 21.0 and later, and of which older consoles have a part only (third party, 13.1). */
const SERVICES: Readonly<Record<string, readonly number[]>> = {
  listAuthorizedServices: MISSING,
  createAuthorizedService: MISSING,
  getAuthorizedService: MISSING_ON_RECORD,
  updateAuthorizedService: MISSING_ON_RECORD,
  deleteAuthorizedService: MISSING_ON_RECORD,
};

/** What to do when a console does not have an operation. */
export function adviseOnMissing({ status }: HttpResponse, { operationId = '' }: Call): string | undefined {
  if (SERVICES[operationId]?.includes(status)) {
    return 'This console has no such operation for authorized services: an administrator does it in the console, at Admin > Authorized Services.';
  }
  if (!MISSING.includes(status)) return undefined;
  if (operationId === 'getUserDependents') {
    return 'There is no such user, or this console has no search for dependents, which only IBM documents: there an administrator looks in the console, and deprovision goes without onDependents.';
  }
  const ibms = INSTEAD_OF_GUIDE[operationId];
  if (ibms) return `Only the QRadar guide has this operation; a console without it has IBM's: use ${ibms}.`;
  const guides = INSTEAD_OF_IBM[operationId];
  return (
    guides && `Only IBM documents this operation; a console without it has the QRadar guide's: use ${guides}.`
  );
}
