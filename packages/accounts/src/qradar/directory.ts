import { HttpError } from '@rollcall/facade';
import type { QRadar } from '@rollcall/facade/qradar';
import type { Named } from '../account.js';
import { readOnce } from '../shared/read-once.js';

interface KnownRole extends Named {
  /** Whether it holds the capability ADMIN, which IBM calls System Administrator (IBM). */
  readonly administrator: boolean;
}

/** The names behind the ids that users hold. */
export interface Directory {
  readonly roles: ReadonlyMap<number, KnownRole>;
  readonly profiles: ReadonlyMap<number, Named>;
}

/** How long names are kept: a walk over many users, or a bridge's questions, ask for them once. */
const KEPT_MS = 60_000;

/** Reads roles and profiles when they are needed, and again when they are old. */
export function directoryOf(qradar: QRadar): (signal?: AbortSignal) => Promise<Directory> {
  return readOnce(async () => {
    const roles = new Map<number, KnownRole>();
    for (const role of await rolesOf(qradar)) roles.set(Number(role.id), role);
    const profiles = new Map<number, Named>();
    for await (const { id, name } of qradar.securityProfiles.list()) {
      profiles.set(id, { id: String(id), name });
    }
    return { roles, profiles };
  }, KEPT_MS);
}

/** IBM's list has the capabilities; a console with the guide's resources only has names, of which one is Admin. */
async function rolesOf(qradar: QRadar): Promise<KnownRole[]> {
  const found: KnownRole[] = [];
  try {
    for await (const { id, name, capabilities } of qradar.userRoles.list()) {
      const administrator =
        capabilities?.some((capability) => capability.name === 'ADMIN') ?? name === 'Admin';
      found.push({ id: String(id), name, administrator });
    }
    return found;
  } catch (error) {
    if (!(error instanceof HttpError && [404, 405, 410].includes(error.status))) throw error;
  }
  for await (const { id, name } of qradar.roles.list()) {
    found.push({ id: String(id), name, administrator: name === 'Admin' });
  }
  return found;
}
