import type { DeployStatus } from '@rollcall/qradar/sdk';
import type { WaitOptions } from '../polling.js';
import type { WriteOptions } from '../written/check-written.js';
import type { QRadarUser } from './types.js';

/** What waits for a deploy on a console with IBM's resources. */
export interface PendingDeploy {
  readonly change: 'created' | 'changed' | 'deleted';
  /** Fields that hold only after the deploy; for a new user, all of them. */
  readonly fields: readonly string[];
  readonly todo: string;
}

/** A user whose staged changes a deploy takes along. */
export interface StagedChange {
  readonly id: number;
  readonly username: string;
  readonly change: PendingDeploy['change'];
}

/** A deploy that a verb did because it was asked to. */
export interface DeployReport {
  /** Of the deploy that took the change along: one of somebody else's, where it ran already. */
  readonly status: DeployStatus;
  /**
   * Users whose staged changes went along, beside the one the verb is about. Other things than users are staged too,
   * but the console does not list their changes.
   */
  readonly others: readonly StagedChange[];
}

/** What a write of a user came to: `pending` or `deployed` are there on a console with IBM's resources only. */
export type QRadarWritten = QRadarUser & {
  readonly pending?: PendingDeploy;
  readonly deployed?: DeployReport;
};

/** Options of a write of a user. */
export interface QRadarWriteOptions extends WriteOptions {
  /**
   * On a console with IBM's resources: deploy after the write, and read the deployed user back. A deploy takes other people's
   * staged changes along, so the default is false, and the result's `pending` says what waits. No meaning on a console with
   * the guide's resources, where writes hold at once.
   */
  readonly deploy?: boolean | WaitOptions<DeployStatus>;
}

/** Options of a creation that a password goes with. */
export interface PasswordCheck {
  /**
   * Ask the console first whether the password passes its policy, which holds for system authentication only. A
   * password that fails is an InvalidInputError, and nothing is created. Default false.
   */
  readonly checkPassword?: boolean;
}
