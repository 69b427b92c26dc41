import type { Call, HttpResponse } from '../http/types.js';

/** What does the work of the guide's own operations on a console with IBM's resources. */
const INSTEAD: Readonly<Record<string, string>> = {
  createUser: 'staged.users.create, then staged.deploy',
  deleteUser: 'staged.users.delete, then staged.deploy',
  getDeleteTask: 'staged.users.deleteTask',
  listRoles: 'userRoles.list',
  getSystemInformation: 'systemAbout, and locales.list',
};

/** What to do when a console does not have an operation that only the QRadar guide names. */
export function adviseOnGuide({ status }: HttpResponse, { operationId }: Call): string | undefined {
  const verb = operationId ? INSTEAD[operationId] : undefined;
  if (!verb || ![404, 405, 410].includes(status)) return undefined;
  return `Only the QRadar guide has this operation; a console without it has IBM's: use ${verb}.`;
}
