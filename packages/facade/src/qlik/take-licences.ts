import { paging } from '@rollcall/qlik/sdk';
import type { Steps } from '../deprovision/steps.js';
import { HttpError, PartialFailureError } from '../errors.js';
import { isRefusedWith } from '../http/errors/absent.js';
import type { CallOptions } from '../http/options.js';
import type { LicenceResults, QlikLicences } from './licences.js';
import type { QlikUser } from './types.js';

/** Refusals of a tenant, or to a credential, that has no list of licences. */
const NOT_LISTED: ReadonlySet<number> = new Set([403, 404]);
const LARGE_PAGES = { pageSize: paging.listLicenseAssignments.maxPageSize };

/** Takes the licences of a leaver, after the user was disabled: a tenant that assigns by itself does so at a login. */
export async function takeLicences(
  licences: QlikLicences,
  steps: Steps<QlikUser>,
  user: QlikUser,
  call: CallOptions,
): Promise<void> {
  const at = { what: 'licence', id: `of ${user.id}` } as const;
  const all = await steps.look(at, async () => {
    try {
      return await licences.list({}, call).toArray(LARGE_PAGES);
    } catch (error) {
      if (isRefusedWith(error, NOT_LISTED)) return error;
      throw error;
    }
  });
  steps.afresh('licence');
  if (all instanceof HttpError) {
    const reason = `The tenant did not list its licences: ${all.message} That disabling frees one is not documented.`;
    return steps.leave({ ...at, reason, todo: 'Take the licence away, or delete the user.' });
  }
  const isTheirs = ({ subject }: { subject: string }) => subject === user.subject;
  const held = all.filter(isTheirs);
  for (const { subject, type } of held) {
    const step = { what: 'licence', id: `${type} of ${user.id}`, action: 'revoked' } as const;
    await steps.do(step, async () => {
      try {
        await licences.remove([{ subject, type }], call);
      } catch (error) {
        if (!isGoneLicence(error)) throw error;
      }
    });
  }
  const now = held.length > 0 ? await steps.look(at, () => licences.list({}, call).toArray(LARGE_PAGES)) : [];
  for (const { type } of now.filter(isTheirs)) {
    const revoked = { what: 'licence', id: `${type} of ${user.id}`, action: 'revoked' } as const;
    const reason = 'Qlik answered success, and the licence is still assigned.';
    steps.disprove(revoked, reason, 'Take it away in the tenant.');
  }
  steps.settle('licence');
}

/** LICENSES-016 with 404: there is no such assignment (any more). */
function isGoneLicence(error: unknown): boolean {
  if (!(error instanceof PartialFailureError)) return false;
  const { failed = [] } = error.results as Partial<LicenceResults>;
  return failed.length > 0 && failed.every(({ status }) => status === 404);
}
