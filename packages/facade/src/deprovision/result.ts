import { RollcallError } from '../errors.js';

/** The kinds of things that belong to a person in these systems. */
export type BelongingKind =
  | 'user'
  | 'authorized service'
  | 'dependent'
  | 'role membership'
  | 'user token'
  | 'API key'
  | 'role'
  | 'group'
  | 'licence'
  | 'session'
  | 'content';

/** One thing that was done. */
export interface DeprovisionStep {
  readonly what: BelongingKind;
  /** The vendor's id of it, or its name where it has none. */
  readonly id: string;
  readonly action:
    | 'revoked'
    | 'deletion started'
    | 'deleted'
    | 'staged for deletion'
    | 'disabled'
    | 'ended'
    | 'confirmed absent';
  /** Why it is done although no call of ours did it, and who says so. */
  readonly because?: string;
  /** The number of the vendor's task that does it, where the vendor takes its time (QRadar). */
  readonly task?: number;
}

/** One thing that is left, and what a person must do about it. */
export interface DeprovisionLeft {
  readonly what: BelongingKind;
  readonly id: string;
  readonly reason: string;
  readonly todo: string;
  /**
   * Only on the thing at which a run stopped: what it was doing there. A run with `resume` begins here, and takes the
   * entry out.
   */
  readonly stopped?: DeprovisionStep['action'] | 'reading';
}

/** What one `deprovision` did and what it left. Plain data: it can be stored and read again. */
export interface DeprovisionResult<User = unknown> {
  /** The user as it was. */
  readonly user: User;
  /** In order; with `resume`, what earlier runs did comes first. */
  readonly done: readonly DeprovisionStep[];
  /** Empty when the person is out of the system for good. */
  readonly left: readonly DeprovisionLeft[];
}

/** Going on with what an earlier run of `deprovision` began. */
export interface ResumeOptions<User> {
  /**
   * `progress` of the DeprovisionError that the earlier run ended with, in this process or stored as JSON. What it did
   * is not done twice, and what it left stays in `left`. It is no error when the user is gone meanwhile.
   */
  readonly resume?: DeprovisionResult<User>;
}

/**
 * A `deprovision` that stopped at the first thing that failed; nothing after it was tried. `cause` is the error of the
 * call that failed, or the reason of an abort, which comes inside this error so that the progress is not lost. Call the verb
 * again with `{ resume: error.progress }`: what was done is not done twice.
 */
export class DeprovisionError<User = unknown> extends RollcallError {
  override name = 'DeprovisionError';
  /** What was done until then, and the thing that it stopped at as the last of `left`. */
  readonly progress: DeprovisionResult<User>;

  constructor(message: string, progress: DeprovisionResult<User>, cause: unknown) {
    super(message, { cause });
    this.progress = progress;
  }
}
