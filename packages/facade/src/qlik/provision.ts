import { type Group, paging, type UserCreate } from '@rollcall/qlik/sdk';
import type { CallOptions } from '../http/options.js';
import { provisionInSteps } from '../provision/progress.js';
import { checkList, checkRequired } from '../util/check.js';
import { oneOfName } from '../util/one-of-name.js';
import type { WriteOptions } from '../written/check-written.js';
import { writeOptions } from '../written/write-options.js';
import type { QlikDirectories } from './directories.js';
import type { QlikUser } from './types.js';
import type { QlikUsers } from './user-verbs.js';

/** A group by name or id; a name that an identity provider and the tenant both have needs `providerType`. */
export type QlikGroupInput = string | { readonly name: string; readonly providerType: Group['providerType'] };

export type QlikProvisionInput = Omit<UserCreate, 'roles' | 'assignedRoles'> & {
  /** Names or ids of roles. */
  readonly roles?: readonly string[];
  readonly groups?: readonly QlikGroupInput[];
};

/** How a person comes in. */
export interface QlikProvision {
  /**
   * Creates a user with the roles and puts it into the groups, all by name or id. Qlik takes no groups on create: a second
   * call sets them.
   * @throws InvalidInputError when a name matches none or several; it lists what exists, and nothing was created.
   * PartialFailureError when the user was created and the groups could not be set, or the user not be read: `results` is a
   * `ProvisionProgress`.
   * @example
   * const jane = { subject: 'idp|jane', email: 'jane@example.com', roles: ['Developer'], groups: ['Analysts'] };
   * const { id } = await qlik.users.provision(jane);
   */
  provision(input: QlikProvisionInput, options?: WriteOptions): Promise<QlikUser>;
}

export function qlikProvision(users: QlikUsers, directories: QlikDirectories): QlikProvision {
  async function roleIds(asked: readonly string[], call: CallOptions): Promise<{ id: string }[]> {
    const all =
      asked.length > 0
        ? await directories.roles.list({}, call).toArray({ pageSize: paging.listRoles.maxPageSize })
        : [];
    return asked.map((one) => ({ id: oneOfName('role', one, all).id }));
  }

  async function groupIds(asked: readonly QlikGroupInput[], call: CallOptions): Promise<{ id: string }[]> {
    const all =
      asked.length > 0
        ? await directories.groups.list({}, call).toArray({ pageSize: paging.listGroups.maxPageSize })
        : [];
    return asked.map((one, at) => {
      if (typeof one !== 'string') checkRequired(`user.groups[${at}]`, one, ['name', 'providerType']);
      const name = typeof one === 'string' ? one : one.name;
      const from =
        typeof one === 'string' ? all : all.filter(({ providerType }) => providerType === one.providerType);
      return { id: oneOfName('group', name, from).id };
    });
  }

  return {
    async provision(given, options) {
      const { verify, ...call } = writeOptions(options);
      checkRequired('user', given, ['subject']);
      checkList('user.roles', given.roles);
      checkList('user.groups', given.groups);
      const { roles = [], groups = [], ...input } = given;
      const assignedRoles = await roleIds(roles, call);
      const assignedGroups = await groupIds(groups, call);
      const body = { ...input, ...(assignedRoles.length > 0 ? { assignedRoles } : {}) };
      return provisionInSteps<QlikUser>({
        name: input.subject,
        sent: { ...body } as unknown as QlikUser,
        create: () => users.create(body, { ...call, ...(verify === undefined ? {} : { verify }) }),
        steps:
          assignedGroups.length === 0
            ? []
            : [
                {
                  what: `groups ${assignedGroups.map(({ id }) => id).join(', ')}`,
                  run: ({ id }) => users.update(id, { assignedGroups }, { ...call, verify: true }),
                },
                {
                  what: 'reading the user',
                  run: async ({ id }) => (await users.get(id, {}, call)) as QlikUser,
                },
              ],
        advice: 'Set the groups by users.update(id, { assignedGroups }).',
      });
    },
  };
}
