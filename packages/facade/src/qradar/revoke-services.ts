import type { Dependent } from '@rollcall/qradar/sdk';
import { deleteOrAbsent, type Steps } from '../deprovision/steps.js';
import { HttpError } from '../errors.js';
import type { CallOptions } from '../http/options.js';
import type { WaitOptions } from '../polling.js';
import type { Parts } from './parts.js';
import type { QRadarAuthorizedService, QRadarUser } from './types.js';

/** What a caller does with what depends on a leaver. */
export type OnDependents = (dependents: readonly Dependent[]) => void | Promise<void>;

/** Shows the caller what depends on a leaver; what blocks or is left without its owner stays in `left`. */
export async function showDependents(
  { users }: Parts,
  steps: Steps<QRadarUser>,
  { id, username }: QRadarUser,
  show: OnDependents,
  { signal, intervalMs, timeoutMs }: WaitOptions<never>,
): Promise<void> {
  const wait = {
    ...(signal ? { signal } : {}),
    ...(intervalMs === undefined ? {} : { intervalMs }),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  };
  const at = { what: 'dependent', id: `of ${username}` } as const;
  const dependents = await steps.look(at, () => users.findDependents(id, wait));
  await show(dependents);
  steps.afresh('dependent');
  for (const dependent of dependents) leaveDependent(steps, dependent);
}

function leaveDependent(steps: Steps<QRadarUser>, dependent: Dependent): void {
  // Services are revoked or named as what they are.
  if (dependent.dependent_type === 'AUTHORIZED_SERVICE') return;
  steps.leave({
    what: 'dependent',
    id: `${dependent.dependent_type} ${dependent.dependent_id} (${dependent.dependent_name ?? 'without a name'})`,
    reason: `It belonged to the user${dependent.blocking ? ' and blocks the deletion' : ''}.`,
    todo: 'Give it to another user in the console, or delete it there.',
  });
}

/** Services first: their tokens go on working without the user. */
export async function revokeServices(
  { services }: Parts,
  steps: Steps<QRadarUser>,
  { username }: QRadarUser,
  wanted: 'revoke' | 'keep',
  call: CallOptions,
): Promise<void> {
  const at = { what: 'authorized service', id: `of ${username}` } as const;
  const all = await steps.look(at, async () => {
    try {
      return await services.list({}, call).toArray();
    } catch (error) {
      if (!(error instanceof HttpError) || ![403, 404, 405, 410].includes(error.status)) throw error;
      return error;
    }
  });
  if (all instanceof HttpError) {
    const todo = 'Look at Admin > Authorized Services, and delete those of the user.';
    steps.leave({ ...at, reason: `The console did not list them: ${all.message}`, todo });
    return;
  }
  steps.afresh('authorized service');
  const isToGo = ({ created_by }: QRadarAuthorizedService) => created_by === username && wanted === 'revoke';
  const own = all.some(isToGo) ? await steps.look(at, () => serviceInUse(services, call)) : undefined;
  const revoked = new Set<number>();
  for (const service of all) {
    const id = String(service.id);
    if (isToGo(service) && service.id === own) leaveOwnService(steps, service);
    else if (isToGo(service)) {
      revoked.add(service.id);
      const revoke = () => deleteOrAbsent(() => services.delete(service.id, call));
      await steps.do({ what: 'authorized service', id, action: 'revoked' }, revoke);
    } else if (service.created_by === username || !service.created_by) leaveService(steps, service);
  }
  const now = revoked.size > 0 ? await steps.look(at, () => services.list({}, call).toArray()) : [];
  for (const { id } of now.filter((service) => revoked.has(service.id))) {
    const reason = 'The console answered success to the deletion, and the service is still there.';
    const todo = 'Delete it at Admin > Authorized Services: its token goes on working.';
    steps.leave({ what: 'authorized service', id: String(id), reason, todo });
  }
  steps.settle('authorized service');
}

/**
 * The service whose token this client sends. Undefined for a user's credential, for a console that refuses the question, and
 * for one that answers it with all of its services.
 */
async function serviceInUse(services: Parts['services'], call: CallOptions): Promise<number | undefined> {
  try {
    const found = await services.list({ current_authorized_service: true }, call).toArray();
    return found.length === 1 ? found[0]?.id : undefined;
  } catch (error) {
    if (error instanceof HttpError && error.status < 500) return undefined;
    throw error;
  }
}

function leaveOwnService(steps: Steps<QRadarUser>, { id, label, name }: QRadarAuthorizedService): void {
  steps.leave({
    what: 'authorized service',
    id: String(id),
    reason: `'${label ?? name ?? id}' is the credential that this program uses, and a service cannot delete itself (IBM).`,
    todo: 'Make another credential, then delete this service on the console.',
  });
}

function leaveService(
  steps: Steps<QRadarUser>,
  { id, label, name, created_by }: QRadarAuthorizedService,
): void {
  steps.leave({
    what: 'authorized service',
    id: String(id),
    reason: created_by
      ? `'${label ?? name ?? id}' was kept as asked; its token outlives the user (QRadar guide).`
      : `The console does not say who created '${label ?? name ?? id}'.`,
    todo: `If it was the user's and should stop working: authorizedServices.delete(${id}).`,
  });
}
