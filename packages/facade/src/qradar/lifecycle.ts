import { inputFields, type UserCreate } from '@rollcall/qradar/sdk';
import { HttpError, InvalidInputError, TaskFailedError } from '../errors.js';
import type { CallOptions } from '../http/options.js';
import { checkWait, signalOf, type WaitOptions } from '../polling.js';
import { checkRequired } from '../util/check.js';
import { unknownName } from '../util/check-options.js';
import type { AuthorizedServices, Lists } from './directories.js';
import { resolveName } from './names.js';
import type { DeleteTaskState, QRadarAuthorizedService, QRadarUser } from './types.js';
import type { QRadarUsers } from './users.js';

/** A new user with its role and profile by name or id. */
export type ProvisionInput = Omit<UserCreate, 'user_role' | 'security_profile'> & {
  /** Name, such as 'Analyst', or id of a role. */
  readonly role: string | number;
  /** Name, such as 'Default', or id of a security profile. */
  readonly securityProfile: string | number;
};

/** What `deprovision` did, and what it leaves for you to do. */
export interface DeprovisionResult {
  /** The user as it was. */
  readonly user: QRadarUser;
  /** The completed delete task. */
  readonly task: DeleteTaskState;
  /**
   * Authorized services that the user created. Deleting a user does not revoke their tokens (QRadar guide): delete
   * each by `authorizedServices.delete(id)` if it should stop working. Tokens are left out.
   */
  readonly orphanedServices: QRadarAuthorizedService[];
  /** Services whose creator the console does not tell: look at them yourself. Tokens are left out. */
  readonly unattributedServices: QRadarAuthorizedService[];
  /** Why the services could not be listed, so that the lists hold a part of them at most; the user is deleted all the same. */
  readonly servicesError?: Error;
  /** Why nobody could look whether the user is gone, though the task is COMPLETED. */
  readonly absenceError?: Error;
}

/** The verbs that take several calls. */
export interface QRadarLifecycle {
  /**
   * Resolves the role's and the profile's names to ids, then creates the user (QRadar guide, first scenario).
   * @throws InvalidInputError when a name matches none or several; it lists what exists, and nothing was created.
   */
  provision(input: ProvisionInput, options?: CallOptions): Promise<QRadarUser>;
  /** Gives a user, by id or login name, another role by name or id; nothing else changes (QRadar guide, second scenario). */
  changeRole(user: number | string, role: string | number, options?: CallOptions): Promise<QRadarUser>;
  /**
   * Deletes a user by id or login name, waits until the task is COMPLETED, confirms that the user answers 404, and
   * names the authorized services that stay behind with working tokens (QRadar guide, third scenario).
   * @throws InvalidInputError when there is no such user; TaskFailedError when the deletion failed or did not hold.
   */
  deprovision(user: number | string, options?: WaitOptions<DeleteTaskState>): Promise<DeprovisionResult>;
}

export function qradarLifecycle(
  users: QRadarUsers,
  lists: Lists,
  services: AuthorizedServices,
): QRadarLifecycle {
  async function byIdOrName(wanted: number | string, options: CallOptions): Promise<QRadarUser> {
    if (typeof wanted === 'number') return users.get(wanted, options);
    const user = await users.find(wanted, options);
    if (!user) throw new InvalidInputError(`user '${wanted}' does not exist; nothing was changed`);
    return user;
  }

  return {
    async provision(given, options) {
      const { role, securityProfile, ...input } = checkedProvision(given);
      // One after the other, as in the guide: a name that fails leaves no second call under way.
      const roleId = await resolveName('role', role, lists.roles.list(options));
      const profileId = await resolveName(
        'security profile',
        securityProfile,
        lists.securityProfiles.list({}, options),
      );
      return users.create(
        { ...input, user_role: { id: roleId }, security_profile: { id: profileId } },
        options,
      );
    },

    async changeRole(wanted, role, options = {}) {
      const user = await byIdOrName(wanted, options);
      const id = await resolveName('role', role, lists.roles.list(options));
      return users.update(user.id, { user_role: { id } }, options);
    },

    async deprovision(wanted, options = {}) {
      checkWait(options);
      const call = signalOf(options);
      const user = await byIdOrName(wanted, call);
      const task = await users.deleteAndWait(user.id, options);
      const absence = await confirmGone(users, user, task, call);
      return { user, task, ...absence, ...(await servicesLeft(services, user.username, call)) };
    },
  };
}

const PROVISION_FIELDS = [
  'role',
  'securityProfile',
  'extra',
  ...inputFields.createUser.filter((name) => name !== 'user_role' && name !== 'security_profile'),
];

function checkedProvision(input: ProvisionInput): ProvisionInput {
  checkRequired('user', input, []);
  const odd = Object.keys(input).find((name) => !PROVISION_FIELDS.includes(name));
  if (odd !== undefined) throw unknownName('user', odd, PROVISION_FIELDS);
  checkRequired('user', input, ['username', 'password', 'role', 'securityProfile']);
  return input;
}

async function confirmGone(
  users: QRadarUsers,
  user: QRadarUser,
  task: DeleteTaskState,
  call: CallOptions,
): Promise<Pick<DeprovisionResult, 'absenceError'>> {
  try {
    await users.get(user.id, call);
  } catch (error) {
    if (error instanceof HttpError && error.status === 404) return {};
    // The task is COMPLETED: that nobody could look must not look like a failed deletion, which no second call repairs.
    return { absenceError: error as Error };
  }
  throw new TaskFailedError(
    `delete task ${task.task_id} is COMPLETED, but user '${user.username}' (${user.id}) still answers`,
    task,
  );
}

async function servicesLeft(
  services: AuthorizedServices,
  username: string,
  call: CallOptions,
): Promise<Pick<DeprovisionResult, 'orphanedServices' | 'unattributedServices' | 'servicesError'>> {
  const orphanedServices: QRadarAuthorizedService[] = [];
  const unattributedServices: QRadarAuthorizedService[] = [];
  try {
    for await (const { token: _hidden, ...service } of services.list({}, call)) {
      if (service.created_by === username) orphanedServices.push(service as QRadarAuthorizedService);
      else if (!service.created_by) unattributedServices.push(service as QRadarAuthorizedService);
    }
  } catch (servicesError) {
    // The user is gone: that the list could not be read must not look like a failed deletion, which no second call repairs.
    return { orphanedServices, unattributedServices, servicesError: servicesError as Error };
  }
  return { orphanedServices, unattributedServices };
}
