import type { DeployStatus } from '@rollcall/qradar/sdk';
import { HttpError } from '../errors.js';
import { isAbsent } from '../http/errors/absent.js';
import type { CallOptions } from '../http/options.js';
import { signalOf, type WaitOptions } from '../polling.js';
import { IgnoredFieldsError } from '../written/ignored-fields-error.js';
import type { Staged } from './staged.js';
import type { QRadarStagedUser, QRadarUser } from './types.js';
import type { QRadarUsers } from './user-verbs.js';
import type { DeployReport, StagedChange } from './written.js';

/** The error texts and results all name the same way on. */
export const DEPLOY_TODO =
  'Deploy the staged configuration: staged.deploy(), the verb with { deploy: true }, or an administrator in the Admin tab.';

interface DeployParts {
  readonly staged: Staged;
  readonly users: Pick<QRadarUsers, 'list'>;
  readonly call: CallOptions;
  /** Whether the user's own staged change holds already. */
  readonly isActive: () => Promise<boolean>;
}

/**
 * Deploys, and tells whose other changes went along. `deploy` of a verb: true, or how to wait. Where somebody else's deploy
 * runs, it is waited for: it took the change along, or there is another one after it.
 * @throws HttpError 409 when there is nothing to deploy and the change does not hold, or when others deploy all the time.
 */
export async function deployFor(
  userId: number,
  deploy: true | WaitOptions<DeployStatus>,
  { staged, users, call, isActive }: DeployParts,
): Promise<DeployReport> {
  const othersChanges = async () =>
    (await stagedChanges(staged, users, call)).filter(({ id }) => id !== userId);
  const wait = deploy === true ? signalOf(call as { signal?: AbortSignal }) : deploy;
  const others = await othersChanges();
  try {
    return { status: await staged.deploy(wait), others };
  } catch (error) {
    if (!(error instanceof HttpError) || error.status !== 409) throw error;
    const status = await staged.waitForDeploy(wait);
    const waiting = await othersChanges();
    if (!(await isActive())) return { status: await staged.deploy(wait), others: waiting };
    return { status, others: others.filter(({ id }) => !waiting.some((change) => change.id === id)) };
  }
}

/** True when reading finds what was asked for; false when the user is not there (yet) or holds something else. */
export async function holds(read: () => Promise<unknown>): Promise<boolean> {
  try {
    await read();
    return true;
  } catch (error) {
    if (isAbsent(error) || error instanceof IgnoredFieldsError) return false;
    throw error;
  }
}

const STAGED_FIELDS = ['user_role_id', 'security_profile_id', 'tenant_id', 'description'] as const;

/** The users that a deploy would create, change or delete. */
async function stagedChanges(
  staged: Staged,
  users: Pick<QRadarUsers, 'list'>,
  call: CallOptions,
): Promise<StagedChange[]> {
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
