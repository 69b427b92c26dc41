import type { Group, UserCreate } from '@rollcall/qlik/sdk';
import type { DeprovisionResult, ResumeOptions } from '../deprovision/result.js';
import { deleteOrAbsent, isAbsent, Steps } from '../deprovision/steps.js';
import { InvalidInputError, PartialFailureError } from '../errors.js';
import type { CallOptions } from '../http/options.js';
import { oneOfName } from '../util/one-of-name.js';
import type { WriteOptions } from '../written/check-written.js';
import type { QlikDirectories } from './directories.js';
import type { QlikUser, UserLookup } from './types.js';
import type { QlikUsers } from './user-verbs.js';

/** A group by name or id; a name that an identity provider and the tenant both have needs `providerType`. */
export type QlikGroupWish = string | { readonly name: string; readonly providerType: Group['providerType'] };

export type QlikProvisionInput = Omit<UserCreate, 'roles' | 'assignedRoles'> & {
  /** Names or ids of roles. */
  readonly roles?: readonly string[];
  readonly groups?: readonly QlikGroupWish[];
};

export interface QlikDeprovisionOptions extends CallOptions, ResumeOptions<QlikUser> {
  /** 'disable' keeps the user, who can no longer log in. API keys are revoked in both modes. Default 'delete'. */
  readonly mode?: 'delete' | 'disable';
}

/** The verbs that take several calls. */
export interface QlikLifecycle {
  /**
   * Creates a user with the roles and puts it into the groups, all by name or id. Qlik takes no groups on create: a second
   * call sets them.
   * @throws InvalidInputError when a name matches none or several; it lists what exists, and nothing was created.
   * PartialFailureError when the user was created and the groups could not be set.
   */
  provision(input: QlikProvisionInput, options?: WriteOptions): Promise<QlikUser>;
  /**
   * Takes a person, by id, `{ email }` or `{ subject }`, out of the tenant: revokes the API keys, then deletes the user, and
   * reads back. Deleting also frees the licence, ends an open session, and leaves what the user owned without an owner
   * (Qlik help).
   * @throws InvalidInputError when there is no such user; DeprovisionError at the first thing that fails.
   */
  deprovision(
    user: UserLookup | { readonly id: string },
    options?: QlikDeprovisionOptions,
  ): Promise<DeprovisionResult<QlikUser>>;
}

export function qlikLifecycle(users: QlikUsers, directories: QlikDirectories): QlikLifecycle {
  async function roleIds(wishes: readonly string[], call: CallOptions): Promise<{ id: string }[]> {
    const all = wishes.length > 0 ? await directories.roles.list({}, call).toArray({ pageSize: 100 }) : [];
    return wishes.map((wish) => ({ id: oneOfName('role', wish, all).id }));
  }

  async function groupIds(wishes: readonly QlikGroupWish[], call: CallOptions): Promise<{ id: string }[]> {
    const all = wishes.length > 0 ? await directories.groups.list({}, call).toArray({ pageSize: 100 }) : [];
    return wishes.map((wish) => {
      const name = typeof wish === 'string' ? wish : wish.name;
      const from =
        typeof wish === 'string' ? all : all.filter(({ providerType }) => providerType === wish.providerType);
      return { id: oneOfName('group', name, from).id };
    });
  }

  async function findUser(who: UserLookup | { readonly id: string }, call: CallOptions): Promise<QlikUser> {
    const byId = typeof who === 'object' && 'id' in who ? who.id : undefined;
    const user = byId === undefined ? await users.find(who as UserLookup, call) : await getOrNone(byId, call);
    if (user) return user;
    const name = typeof who === 'string' ? who : JSON.stringify(who);
    throw new InvalidInputError(`user ${name} does not exist; nothing was changed`);
  }

  async function getOrNone(id: string, call: CallOptions): Promise<QlikUser | undefined> {
    try {
      return (await users.get(id, {}, call)) as QlikUser;
    } catch (error) {
      if (isAbsent(error)) return undefined;
      throw error;
    }
  }

  async function revokeKeys(steps: Steps<QlikUser>, user: QlikUser, call: CallOptions): Promise<void> {
    const at = { what: 'API key', id: `of ${user.id}` } as const;
    const list = () => directories.apiKeys.list({ sub: user.id }, call).toArray({ pageSize: 100 });
    for (const { id, sub, status } of await steps.look(at, list)) {
      // A server that does not filter would list everybody's.
      if (sub !== user.id || status !== 'active') continue;
      await steps.do({ what: 'API key', id, action: 'revoked' }, () =>
        deleteOrAbsent(() => directories.apiKeys.delete(id, call)),
      );
    }
  }

  async function remove(steps: Steps<QlikUser>, user: QlikUser, call: CallOptions): Promise<void> {
    const at = { what: 'user', id: user.id } as const;
    if (!steps.has({ ...at, action: 'deleted' })) {
      await steps.do({ ...at, action: 'deleted' }, () => deleteOrAbsent(() => users.delete(user.id, call)));
    }
    const still = await steps.look(at, () => getOrNone(user.id, call));
    if (still && still.status !== 'deleted') {
      const reason = 'Qlik answered success to the deletion, and the user still answers.';
      return steps.leave({ ...at, reason, todo: 'Look at the user in the administration of the tenant.' });
    }
    steps.note({ ...at, action: 'confirmed absent' });
    const because = 'Qlik does so when a user is deleted (Qlik help); not looked at.';
    steps.note({ what: 'session', id: `of ${user.id}`, action: 'ended', because });
    steps.note({ what: 'licence', id: `of ${user.id}`, action: 'ended', because });
    steps.leave({
      what: 'content',
      id: `of ${user.id}`,
      reason: 'What the user owned has no owner now (Qlik help).',
      todo: 'Give apps and spaces to somebody else, if there are any.',
    });
  }

  async function disable(steps: Steps<QlikUser>, user: QlikUser, call: CallOptions): Promise<void> {
    const at = { what: 'user', id: user.id } as const;
    await steps.do({ ...at, action: 'disabled' }, () =>
      users.update(user.id, { status: 'disabled' }, { ...call, verify: true }),
    );
    const reason = 'That disabling ends a session or frees a licence is not documented.';
    steps.leave({
      what: 'session',
      id: `of ${user.id}`,
      reason,
      todo: 'Delete the user to end open sessions.',
    });
    steps.leave({
      what: 'licence',
      id: `of ${user.id}`,
      reason,
      todo: 'Take the licence away, or delete the user.',
    });
  }

  return {
    async provision({ roles = [], groups = [], ...input }, { verify, ...call } = {}) {
      const assignedRoles = await roleIds(roles, call);
      const assignedGroups = await groupIds(groups, call);
      const body = { ...input, ...(assignedRoles.length > 0 ? { assignedRoles } : {}) };
      const options = { ...call, ...(verify === undefined ? {} : { verify }) };
      const user = await users.create(body, options);
      if (assignedGroups.length === 0) return user;
      try {
        await users.update(user.id, { assignedGroups }, { ...call, verify: true });
      } catch (cause) {
        throw new PartialFailureError(
          `user '${input.subject}' (${user.id}) was created, and its groups were not set: ${(cause as Error).message} Set them by users.update.`,
          { created: user, groups: assignedGroups },
          { cause },
        );
      }
      return (await users.get(user.id, {}, call)) as QlikUser;
    },

    async deprovision(who, { resume, mode = 'delete', ...call } = {}) {
      if (mode !== 'delete' && mode !== 'disable') {
        throw new InvalidInputError(`mode must be 'delete' or 'disable', not '${String(mode)}'`);
      }
      const user = resume?.user ?? (await findUser(who, call));
      const steps = new Steps<QlikUser>(user, user.email ?? user.subject ?? user.id, resume);
      await revokeKeys(steps, user, call);
      await (mode === 'disable' ? disable : remove)(steps, user, call);
      return steps.result();
    },
  };
}
