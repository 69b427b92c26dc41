import { orNone } from '@rollcall/facade';
import type { QRadar, QRadarStagedUser, QRadarUser } from '@rollcall/facade/qradar';
import type { Account } from '../account.js';
import type { CallControl } from '../system.js';

/** What waits for a deploy on a console with IBM's resources. */
export interface Staged {
  readonly users: ReadonlyMap<number, QRadarStagedUser>;
}

/** All staged users; undefined on a console with the guide's resources, where writes hold at once. */
export async function readStaged(qradar: QRadar, call: CallControl): Promise<Staged | undefined> {
  if ((await qradar.consoleResources(call)) !== 'ibm') return undefined;
  const users = new Map<number, QRadarStagedUser>();
  for await (const user of qradar.staged.users.list({}, call)) users.set(user.id, user);
  return { users };
}

/** The same for one user. */
export async function readStagedUser(
  qradar: QRadar,
  id: number,
  call: CallControl,
): Promise<Staged | undefined> {
  if ((await qradar.consoleResources(call)) !== 'ibm') return undefined;
  const user = await orNone(() => qradar.staged.users.get(id, call));
  return { users: new Map(user ? [[id, user]] : []) };
}

/** What the staged configuration holds back of an active user. */
export function pendingOf(user: QRadarUser, staged: Staged | undefined): Account['pending'] {
  if (!staged) return undefined;
  const next = staged.users.get(user.id);
  if (!next) return 'remove';
  const active = {
    user_role_id: user.user_role_id ?? user.user_role?.id,
    security_profile_id: user.security_profile_id ?? user.security_profile?.id,
    tenant_id: user.tenant_id,
    description: user.description,
  };
  const fields = Object.keys(active) as (keyof typeof active)[];
  const differs = fields.some((field) => (next[field] ?? undefined) !== (active[field] ?? undefined));
  return differs ? 'change' : undefined;
}
