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
import { expectObject } from '../http/expect.js';
import type { CallOptions } from '../http/options.js';
import type { Result } from '../http/types.js';
import { poll, signalOf, type WaitOptions } from '../polling.js';

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

export function qradarDeploys(connection: Connection): Deploys {
  const read = (options: CallOptions | undefined) => connection.call(getDeployStatus, {}, options);
  const deploys: Deploys = {
    async startDeploy({ type = 'INCREMENTAL' } = {}, options) {
      return expectObject(await connection.call(executeDeploy, { body: { type } }, options));
    },

    async deployStatus(options) {
      return expectObject(await read(options));
    },

    async waitForDeploy(options = {}) {
      let last: Result;
      return poll<DeployStatus, DeployStatus>(
        async (signal, deadlineMs) => {
          last = await read({ ...(signal ? { signal } : {}), deadlineMs });
          return expectObject<DeployStatus>(last);
        },
        (state) => {
          const status = String(state.status);
          if (state.has_errors)
            throw new TaskFailedError(`the deploy failed: ${state.error_message ?? status}`, state);
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
          `the deploy was still ${state?.status ?? 'unanswered'}; it goes on, and waitForDeploy() waits for it again,`,
      );
    },

    async deploy({ type, ...options } = {}) {
      const started = await deploys.startDeploy(type ? { type } : {}, signalOf(options));
      options.onProgress?.(started);
      return deploys.waitForDeploy(options);
    },
  };
  return deploys;
}
