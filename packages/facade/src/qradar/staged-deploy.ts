import type { DeployStatus } from '@rollcall/qradar/sdk';
import type { CallOptions } from '../http/options.js';
import { signalOf, type WaitOptions } from '../polling.js';
import type { Staged } from './staged.js';
import type { QRadarStagedUser, QRadarUser } from './types.js';
import type { QRadarUsers } from './user-verbs.js';
import type { DeployReport, StagedChange } from './written.js';

/** The error texts and results all name the same way on. */
export const DEPLOY_TODO =
  'Deploy the staged configuration: staged.deploy(), the verb with { deploy: true }, or an administrator in the Admin tab.';

/** Deploys, and tells whose other changes were staged. `deploy` of a verb: true, or how to wait. */
export async function deployFor(
  userId: number,
  deploy: true | WaitOptions<DeployStatus>,
  staged: Staged,
  users: QRadarUsers,
  call: CallOptions,
): Promise<DeployReport> {
  const others = (await stagedChanges(staged, users, call)).filter(({ id }) => id !== userId);
  const wait = deploy === true ? signalOf(call as { signal?: AbortSignal }) : deploy;
  return { status: await staged.deploy(wait), others };
}

const STAGED_FIELDS = ['user_role_id', 'security_profile_id', 'tenant_id', 'description'] as const;

/** The users that a deploy would create, change or delete. */
async function stagedChanges(staged: Staged, users: QRadarUsers, call: CallOptions): Promise<StagedChange[]> {
  const deployed = new Map<number, QRadarUser>();
  for await (const user of users.list({}, call)) deployed.set(user.id, user);
  const changes: StagedChange[] = [];
  for await (const user of staged.users.list({}, call)) {
    const active = deployed.get(user.id);
    deployed.delete(user.id);
    const { id, username } = user;
    if (!active) changes.push({ id, username, change: 'created' });
    else if (differs(user, active)) changes.push({ id, username, change: 'changed' });
  }
  for (const { id, username } of deployed.values()) changes.push({ id, username, change: 'deleted' });
  return changes;
}

function differs(staged: QRadarStagedUser, active: QRadarUser): boolean {
  const flat = {
    ...active,
    user_role_id: active.user_role_id ?? active.user_role?.id,
    security_profile_id: active.security_profile_id ?? active.security_profile?.id,
  };
  return STAGED_FIELDS.some((field) => (staged[field] ?? undefined) !== (flat[field] ?? undefined));
}
