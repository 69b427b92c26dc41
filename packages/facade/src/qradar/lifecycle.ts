import type { UserCreate } from '@rollcall/qradar/sdk';
import { HttpError, InvalidInputError, TaskFailedError } from '../errors.js';
import type { CallOptions } from '../http/options.js';
import { signalOf, type WaitOptions } from '../polling.js';
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
  /** Why the services could not be listed, where the console refused that; the user is deleted all the same. */
  readonly servicesError?: HttpError;
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
    async provision({ role, securityProfile, ...input }, options) {
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
      const call = signalOf(options);
      const user = await byIdOrName(wanted, call);
      const task = await users.deleteAndWait(user.id, options);
      await confirmGone(users, user, task, call);
      return { user, task, ...(await servicesLeft(services, user.username, call)) };
    },
  };
}

async function confirmGone(
  users: QRadarUsers,
  user: QRadarUser,
  task: DeleteTaskState,
  call: CallOptions,
): Promise<void> {
  try {
    await users.get(user.id, call);
  } catch (error) {
    if (error instanceof HttpError && error.status === 404) return;
    throw error;
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
    // The user is gone: that the list is forbidden to this credential must not look like a failed deletion.
    if (servicesError instanceof HttpError) return { orphanedServices, unattributedServices, servicesError };
    throw servicesError;
  }
  return { orphanedServices, unattributedServices };
}
