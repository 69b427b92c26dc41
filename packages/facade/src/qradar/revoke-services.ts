import type { Dependent } from '@rollcall/qradar/sdk';
import type { Steps } from '../deprovision/steps.js';
import { HttpError } from '../errors.js';
import { isRefusedWith } from '../http/errors/absent.js';
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

/** The services of a leaver were listed. */
interface Listed {
  /** The one that this program's credential is, which stays. */
  readonly own: number | undefined;
}

/** Refusals of a console, or to a credential, that has no list of services. */
const NOT_LISTED: ReadonlySet<number> = new Set([403, 404, 405, 410]);

/** Services first: their tokens go on working without the user. Undefined where the console does not list them. */
export async function revokeServices(
  { services }: Parts,
  steps: Steps<QRadarUser>,
  { username }: QRadarUser,
  wanted: 'revoke' | 'keep',
  call: CallOptions,
): Promise<Listed | undefined> {
  const at = { what: 'authorized service', id: `of ${username}` } as const;
  const all = await steps.look(at, async () => {
    try {
      return await services.list({}, call).toArray();
    } catch (error) {
      if (isRefusedWith(error, NOT_LISTED)) return error;
      throw error;
    }
  });
  if (all instanceof HttpError) {
    const todo = 'Look at Admin > Authorized Services, and delete those of the user.';
    steps.leave({ ...at, reason: `The console did not list them: ${all.message}`, todo });
    return undefined;
  }
  steps.afresh('authorized service');
  const isToGo = ({ created_by }: QRadarAuthorizedService) => created_by === username && wanted === 'revoke';
  const own = all.some(isToGo) ? await steps.look(at, () => serviceInUse(services, call)) : undefined;
  for (const service of all) {
    const id = String(service.id);
    if (isToGo(service) && service.id === own) leaveOwnService(steps, service);
    else if (isToGo(service)) {
      await steps.remove({ what: 'authorized service', id, action: 'revoked' }, () =>
        services.delete(service.id, call),
      );
    } else if (service.created_by === username || !service.created_by) leaveService(steps, service);
  }
  steps.settle('authorized service');
  return { own };
}

/** Looks again when the user is out: one who was still logged in can have made another token meanwhile. */
export async function confirmServices(
  { services }: Parts,
  steps: Steps<QRadarUser>,
  { username }: QRadarUser,
  { own }: Listed,
  call: CallOptions,
): Promise<void> {
  const at = { what: 'authorized service', id: `of ${username}` } as const;
  const now = await steps.look(at, () => services.list({}, call).toArray());
  for (const { id, created_by } of now) {
    if (created_by !== username || id === own) continue;
    const service = { what: 'authorized service', id: String(id) } as const;
    const reason = steps.takeBack({ ...service, action: 'revoked' })
      ? 'The console did not refuse the deletion, and the service is still there.'
      : 'It was made while the user was taken out.';
    const todo = `Delete it at Admin > Authorized Services, or by authorizedServices.delete(${id}): its token goes on working.`;
    steps.leave({ ...service, reason, todo });
  }
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
