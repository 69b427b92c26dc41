import type { Call, HttpResponse } from '../http/types.js';

/** What does the work of the guide's own operations on a console with IBM's resources. */
const INSTEAD: Readonly<Record<string, string>> = {
  createUser: 'staged.users.create, then staged.deploy',
  deleteUser: 'staged.users.delete, then staged.deploy',
  getDeleteTask: 'staged.users.deleteTask',
  listRoles: 'userRoles.list',
  getSystemInformation: 'systemAbout, and locales.list',
};

/** Operations that IBM documents for API 21.0 and later, and of which older consoles have a part only (third party, 13.1). */
const SERVICES: Readonly<Record<string, readonly number[]>> = {
  listAuthorizedServices: [404, 405, 410],
  createAuthorizedService: [404, 405, 410],
  // A 404 of these says that there is no such service.
  getAuthorizedService: [405, 410],
  updateAuthorizedService: [405, 410],
  deleteAuthorizedService: [405, 410],
};

/** What to do when a console does not have an operation. */
export function adviseOnGuide({ status }: HttpResponse, { operationId = '' }: Call): string | undefined {
  if (SERVICES[operationId]?.includes(status)) {
    return 'This console has no such operation for authorized services: an administrator does it in the console, at Admin > Authorized Services.';
  }
  const verb = INSTEAD[operationId];
  if (!verb || ![404, 405, 410].includes(status)) return undefined;
  return `Only the QRadar guide has this operation; a console without it has IBM's: use ${verb}.`;
}
