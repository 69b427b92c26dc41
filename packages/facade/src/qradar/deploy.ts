import {
  type DeployRequest,
  type DeployStatus,
  executeDeploy,
  getDeployStatus,
  taskStates,
} from '@rollcall/qradar/sdk';
import { TaskFailedError } from '../errors.js';
import type { Connection } from '../http/connection.js';
import { protocolError } from '../http/errors/protocol-error.js';
import { redact } from '../http/errors/redact.js';
import { expectObject } from '../http/expect.js';
import type { CallOptions } from '../http/options.js';
import type { Result } from '../http/types.js';
import { checkWait, poll, signalOf, type WaitOptions, waitRules, whileWaiting } from '../polling.js';
import { checkOptions, oneOf } from '../util/check-options.js';
import { told } from '../util/told.js';

/** Makes staged changes active. */
export interface Deploys {
  /**
   * Starts a deploy (INCREMENTAL unless told otherwise) and waits until it is done.
   * @throws HttpError 409 with code 1002 when one is running already or there is nothing to deploy; TaskFailedError
   * when it ends with errors.
   */
  deploy(options?: WaitOptions<DeployStatus> & Partial<DeployRequest>): Promise<DeployStatus>;
  /** Starts a deploy without waiting. */
  startDeploy(request?: Partial<DeployRequest>, options?: CallOptions): Promise<DeployStatus>;
  /** The state of the running or last deploy. */
  deployStatus(options?: CallOptions): Promise<DeployStatus>;
  /** Waits for a deploy that is running, also one that somebody else started. */
  waitForDeploy(options?: WaitOptions<DeployStatus>): Promise<DeployStatus>;
}

// IBM's text and IBM's sample name different states; the spec's table holds both.
const { done, pending } = taskStates.DeployState;

const deployRules = { type: oneOf('INCREMENTAL', 'FULL') };

/** What the console says went wrong, where it is a text. */
function saidOf({ error_message }: DeployStatus): string | undefined {
  return typeof error_message === 'string' && error_message ? error_message.slice(0, 600) : undefined;
}

export function qradarDeploys(connection: Connection): Deploys {
  const read = (options: CallOptions | undefined) => connection.call(getDeployStatus, {}, options);
  const deploys: Deploys = {
    async startDeploy(request = {}, options) {
      checkOptions('a deploy', request, deployRules);
      const { type = 'INCREMENTAL' } = request;
      return expectObject(await connection.call(executeDeploy, { body: { type } }, options));
    },

    async deployStatus(options) {
      return expectObject(await read(options));
    },

    async waitForDeploy(options = {}) {
      checkWait(options);
      let last: Result;
      let known: DeployStatus | undefined;
      return poll<DeployStatus, DeployStatus>(
        async (signal, deadlineMs) => {
          last = await read({ ...(signal ? { signal } : {}), deadlineMs });
          known = redact(expectObject<DeployStatus>(last), last.call) as DeployStatus;
          return known;
        },
        (state) => {
          const status = String(state.status);
          if (state.has_errors)
            throw new TaskFailedError(`the deploy failed: ${saidOf(state) ?? status}`, state);
          if ((done as readonly string[]).includes(status)) return { done: true, result: state };
          if ((pending as readonly string[]).includes(status)) return { done: false };
          throw protocolError(
            last.call,
            last.response,
            `the deploy has the unknown status '${status}'; known: ${[...done, ...pending].join(', ')}`,
          );
        },
        options,
        connection.clock,
        (state) =>
          `the deploy was still ${state?.status ?? 'unanswered'}; it goes on, and waitForDeploy() waits for it again`,
      ).catch((error) => {
        throw whileWaiting(
          error,
          known,
          'A deploy that was begun goes on: waitForDeploy() waits for it again.',
        );
      });
    },

    async deploy(given = {}) {
      checkOptions('a deploy', given, { ...waitRules, ...deployRules });
      const { type, ...options } = given;
      const started = await deploys.startDeploy(type ? { type } : {}, signalOf(options));
      const onProgress = told('onProgress', options.onProgress);
      onProgress?.(started);
      return deploys.waitForDeploy({ ...options, ...(onProgress ? { onProgress } : {}) });
    },
  };
  return deploys;
}
