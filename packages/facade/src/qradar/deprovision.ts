import { checkDeprovision } from '../deprovision/check-deprovision.js';
import { checkResume } from '../deprovision/check-resume.js';
import type { DeprovisionResult, ResumeOptions } from '../deprovision/result.js';
import { Steps } from '../deprovision/steps.js';
import { InvalidInputError } from '../errors.js';
import { signalOf, type WaitOptions, waitRules } from '../polling.js';
import { aFunction, flag, oneOf } from '../util/check-options.js';
import { told } from '../util/told.js';
import { removeDeployed, removeStaged } from './delete-in-steps.js';
import { findUser, type Parts } from './parts.js';
import { confirmGone, isThere } from './presence.js';
import { confirmServices, type OnDependents, revokeServices, showDependents } from './revoke-services.js';
import type { DeleteTaskState, QRadarUser } from './types.js';

export interface QRadarDeprovisionOptions extends WaitOptions<DeleteTaskState>, ResumeOptions<QRadarUser> {
  /**
   * On a console with IBM's resources: deploy the deletion. A deploy takes other people's staged changes along, so the
   * default is false, and `left` says that the user can log in until a deploy.
   */
  readonly deploy?: boolean;
  /**
   * What becomes of the authorized services that the user created, whose tokens outlive the user (QRadar guide): 'revoke'
   * deletes them, which stops whatever uses them; 'keep' names them in `left`. Default 'revoke'.
   */
  readonly services?: 'revoke' | 'keep';
  /**
   * Called with what depends on the user, such as saved searches and reports, before anything is done. An error it
   * throws ends the verb. With `resume` it is called again only when nothing was done yet.
   */
  readonly onDependents?: OnDependents;
  /** QRadar cannot disable a user: only 'delete'. */
  readonly mode?: 'delete';
}

/**
 * Takes a person, by id or login name, out of a console: revokes the services with tokens, deletes the user, waits until the
 * task is COMPLETED, and confirms that the user answers 404 (QRadar guide, third scenario). On a console with IBM's
 * resources the deletion is staged; see `deploy`.
 * @throws InvalidInputError when there is no such user; DeprovisionError at the first thing that fails, an abort included.
 */
export type Deprovision = (
  user: number | string,
  options?: QRadarDeprovisionOptions,
) => Promise<DeprovisionResult<QRadarUser>>;

const rules = {
  ...waitRules,
  deploy: flag,
  services: oneOf('revoke', 'keep'),
  onDependents: aFunction,
};

export function qradarDeprovision(parts: Parts): Deprovision {
  return async (wanted, options = {}) => {
    checkDeprovision(options, rules);
    const {
      resume,
      services = 'revoke',
      deploy = false,
      onDependents,
      mode = 'delete',
      ...waiting
    } = options;
    if (mode !== 'delete') {
      throw new InvalidInputError("mode: QRadar's API cannot disable a user; leave mode out, which deletes");
    }
    checkResume(resume, wanted, ({ id, username }) => [id, username]);
    const onProgress = told('onProgress', waiting.onProgress);
    const wait = onProgress ? { ...waiting, onProgress } : waiting;
    const call = signalOf(wait);
    const user = resume?.user ?? (await findUser(parts, wanted, call));
    const steps = new Steps<QRadarUser>(user, user.username, resume);
    const at = { what: 'user', id: String(user.id) } as const;
    // An earlier run may have deleted without learning of it.
    const remains = !resume || (await steps.look(at, () => isThere(parts, user, call)));
    if (onDependents && steps.isFresh && remains)
      await showDependents(parts, steps, user, onDependents, waiting);
    const listed = await revokeServices(parts, steps, user, services, call);
    if (remains) {
      // That the user is gone would prove nothing of the console's resources, so only their absence is learned here.
      const ways = {
        guide: () => removeDeployed(parts, steps, user, wait),
        ibm: () => removeStaged(parts, steps, user, { deploy, wait }),
      };
      await steps.look(at, () => parts.resources.prefer(ways, call));
    }
    await confirmGone(parts, steps, user, call);
    if (listed && services === 'revoke') await confirmServices(parts, steps, user, listed, call);
    return steps.result();
  };
}
