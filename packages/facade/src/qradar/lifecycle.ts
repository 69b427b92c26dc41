import { deployOptions } from './deploy-options.js';
import { type Deprovision, qradarDeprovision } from './deprovision.js';
import { idsByName } from './names.js';
import { findUser, type Parts } from './parts.js';
import { type QRadarProvision, qradarProvision } from './provision.js';
import type { QRadarWriteOptions, QRadarWritten } from './written.js';

/** The verbs that take several calls. Each is the same on a console with the guide's resources and on one with IBM's. */
export interface QRadarLifecycle extends QRadarProvision {
  /**
   * Gives a user, by id or login name, another role by name or id; nothing else changes (QRadar guide, second scenario).
   * With IBM's resources the role is staged: see `pending` of the result, and `deploy`.
   * @throws IgnoredFieldsError when the console answered success and the role is not the one asked for; PartialFailureError
   * when the role was staged and the deploy failed.
   */
  changeRole(
    user: number | string,
    role: string | number,
    options?: QRadarWriteOptions,
  ): Promise<QRadarWritten>;
  /**
   * Takes a person, by id or login name, out of the console: first the tokens, then the user, and checks that the user
   * is gone. {@link Deprovision} says all that it does and throws.
   * @example
   * const { done, left } = await qradar.users.deprovision('jane');
   * for (const { what, id, todo } of left) console.log(what, id, todo);
   */
  readonly deprovision: Deprovision;
}

export function qradarLifecycle(parts: Parts): QRadarLifecycle {
  const { users, lists, resources } = parts;
  const { guideRole, ibmRole } = idsByName(lists);

  return {
    ...qradarProvision(parts),

    async changeRole(wanted, role, options) {
      const { verify: _verify, deploy: _deploy, ...call } = deployOptions(options);
      const user = await findUser(parts, wanted, call);
      const id = await resources.prefer(
        { guide: () => guideRole(role, call), ibm: () => ibmRole(role, call) },
        call,
      );
      return users.update(user.id, { user_role: { id } }, options);
    },

    deprovision: qradarDeprovision(parts),
  };
}
