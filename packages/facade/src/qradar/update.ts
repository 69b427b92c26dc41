import {
  getUser,
  inputFields,
  normalForms,
  type StagedUserUpdate,
  takesEffect,
  updateUser,
} from '@rollcall/qradar/sdk';
import { InvalidInputError, PartialFailureError } from '../errors.js';
import type { Connection } from '../http/connection.js';
import { isAbsent } from '../http/errors/absent.js';
import { expectObject, WITH_NUMERIC_ID } from '../http/expect.js';
import type { CallOptions } from '../http/options.js';
import type { Result } from '../http/types.js';
import { checkNumericId, checkPatch } from '../util/check.js';
import { type Extra, writtenFields } from '../util/fields.js';
import { messageOf } from '../util/is-error.js';
import { checkRead, checkWritten, type UnreadWrite } from '../written/check-written.js';
import { IgnoredFieldsError } from '../written/ignored-fields-error.js';
import { deployOptions } from './deploy-options.js';
import type { Resources } from './resources.js';
import type { Staged } from './staged.js';
import { DEPLOY_TODO, deployFor, holds } from './staged-deploy.js';
import type { QRadarUser } from './types.js';
import type { QRadarUsers, QRadarUserUpdate } from './user-verbs.js';
import type { QRadarWriteOptions, QRadarWritten } from './written.js';

const { atOnce } = takesEffect.updateUser.ibm;
const { atOnce: stagedAtOnce, afterDeploy } = takesEffect.updateStagedUser.ibm;
/** The two kinds of console write the same fields in their own ways; which one answers need not be known. */
const FORMS = { ...normalForms.UserUpdate, ...normalForms.DeployedUserUpdate };
const ADVICE =
  "IBM documents that its console ignores role, profile, tenant, description and name here: there, createQRadar({ resources: 'ibm' }) makes this verb use staged.users.update.";

type Update = (
  id: number,
  patch: QRadarUserUpdate & Extra,
  options?: QRadarWriteOptions,
) => Promise<QRadarWritten>;

/** `users.update`: at once where the console does that, staged where it has to be. */
export function updateVerb(
  connection: Connection,
  resources: Resources,
  users: Pick<QRadarUsers, 'get' | 'list'>,
  staged: Staged,
): Update {
  return async (id, given, options) => {
    const { verify, deploy, ...call } = deployOptions(options);
    checkNumericId('id', id);
    checkPatch(given);
    const patch = writtenFields('patch', given, inputFields.updateUser);
    // What every console changes at once need not be asked about.
    const isPlain = Object.keys(patch).every((field) => includes(atOnce, field));
    if (!isPlain && (await resources.which(call)) === 'ibm')
      return updateStaged(id, patch, { verify, deploy, call });

    let result: Result;
    try {
      result = await connection.call(updateUser, { path: { id }, body: patch }, call);
    } catch (error) {
      // On a console with IBM's resources the user may be staged and not yet deployed.
      if (!isPlain || !isAbsent(error) || (await resources.which(call)) !== 'ibm') throw error;
      return updateStaged(id, patch, { verify, deploy, call });
    }
    const user = expectObject<QRadarUser>(result, { ...WITH_NUMERIC_ID, is: id });
    const readBack = () => users.get(id, call);
    return (await checkWritten(patch, user, result, {
      forms: FORMS,
      readBack,
      verify,
      advice: ADVICE,
    })) as QRadarUser;
  };

  async function updateStaged(
    id: number,
    patch: QRadarUserUpdate,
    {
      verify,
      deploy,
      call,
    }: Pick<QRadarWriteOptions, 'deploy'> & { verify?: boolean | undefined; call: CallOptions },
  ): Promise<QRadarWritten> {
    const body = stagedPatch(patch);
    const user = await staged.users.update(id, body, {
      ...call,
      ...(verify === undefined ? {} : { verify }),
    });
    const fields = Object.keys(body).filter((field) => includes(afterDeploy, field));
    if (fields.length === 0) return user;
    const pending: QRadarWritten = { ...user, pending: { change: 'changed', fields, todo: DEPLOY_TODO } };
    if (!deploy) return pending;
    try {
      const read = () => deployedUser(connection, id, body, call);
      const deployed = await deployFor(id, deploy, { staged, users, call, isActive: () => holds(read) });
      return { ...(await read()), deployed };
    } catch (cause) {
      if (cause instanceof IgnoredFieldsError) throw cause;
      const why = messageOf(cause);
      throw new PartialFailureError<UnreadWrite<QRadarWritten>>(
        `${fields.join(', ')} of user '${user.username}' (${id}) ${fields.length > 1 ? 'are' : 'is'} staged, and whether it is deployed is not known: ${why} ${DEPLOY_TODO}`,
        { written: pending, unread: true },
        { cause },
      );
    }
  }
}

/** The deployed user, which must hold what was staged and deployed. */
export async function deployedUser(
  connection: Connection,
  id: number,
  body: object,
  call: CallOptions,
): Promise<QRadarUser> {
  const result = await connection.call(getUser, { path: { id } }, call);
  const user = expectObject<QRadarUser>(result, { ...WITH_NUMERIC_ID, is: id });
  const advice = 'It was staged and deployed, and the deployed user does not have it.';
  checkRead(body, user, result, { forms: normalForms.StagedUserUpdate, advice });
  return user;
}

/** The guide's fields under IBM's names. @throws InvalidInputError for a field that IBM's console has not, or never changes. */
function stagedPatch(patch: QRadarUserUpdate): StagedUserUpdate {
  const body: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(patch)) {
    if (value === undefined) continue;
    if (field === 'user_role' || field === 'security_profile')
      body[`${field}_id`] = (value as { id: number }).id;
    else if (includes(stagedAtOnce, field) || includes(afterDeploy, field)) body[field] = value;
    else {
      throw new InvalidInputError(
        `patch.${field} cannot be changed on this console, which has IBM's resources: there ${[...stagedAtOnce, ...afterDeploy].join(', ')} can (IBM). Nothing was sent`,
      );
    }
  }
  return body as StagedUserUpdate;
}

function includes(list: readonly string[], field: string): boolean {
  return list.includes(field);
}
