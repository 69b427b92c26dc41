import { PartialFailureError } from '../errors.js';
import { messageOf } from '../util/is-error.js';
import { isUnreadWrite, type UnreadWrite } from '../written/check-written.js';
import { IgnoredFieldsError } from '../written/ignored-fields-error.js';

/** How far a `provision` came that stopped half way: `results` of its PartialFailureError. */
export interface ProvisionProgress<User> {
  /** The user who exists now, as far as the vendor answered it; else as it was sent, without secrets. */
  readonly created: User;
  /** What was done after the user was created, in order. */
  readonly done: readonly string[];
  /** What failed; the error's `cause` says why, and its `outcome` whether it took effect. */
  readonly failed: string;
  /** What was not tried any more. */
  readonly open: readonly string[];
}

/** One thing that is done to a user after it was created. */
interface ProvisionStep<User> {
  /** What it does, for results and errors, such as 'role dev on organization x'. */
  readonly what: string;
  /** Gives the user as it is then, where it reads that. */
  readonly run: (user: User) => Promise<User> | Promise<void>;
}

interface ProvisionPlan<User> {
  /** In errors. */
  readonly name: string;
  readonly create: () => Promise<User>;
  /** The user as it was sent, without secrets: all that is known where the vendor answers nothing. */
  readonly sent: User;
  /** What comes after the creation. */
  readonly steps: readonly ProvisionStep<User>[];
  /** How to go on by hand. */
  readonly advice: string;
}

/**
 * Creates a user and does what comes after it, one thing after the other. Gives the user as the last of them read it.
 * @throws what `create` threw when nothing is known to exist; IgnoredFieldsError, which holds the user, for what the server
 * ignored; PartialFailureError when the user exists and a later thing failed, an abort included.
 */
export async function provisionInSteps<User>(plan: ProvisionPlan<User>): Promise<User> {
  const { name, steps, advice } = plan;
  let created = plan.sent;
  let at = -1;
  try {
    created = await plan.create();
    for (at = 0; at < steps.length; at += 1) created = (await steps[at]?.run(created)) ?? created;
    return created;
  } catch (cause) {
    if (cause instanceof IgnoredFieldsError || (at < 0 && !isUnreadWrite(cause))) throw cause;
    if (isUnreadWrite(cause))
      created = { ...created, ...((cause.results as UnreadWrite<User>).written ?? {}) };
    const failed = steps[at]?.what ?? 'reading the user back';
    const done = steps.slice(0, Math.max(0, at)).map(({ what }) => what);
    const open = steps.slice(at + 1).map(({ what }) => what);
    const why = messageOf(cause);
    throw new PartialFailureError<ProvisionProgress<User>>(
      `user '${name}' was created, and ${failed} failed: ${why} Done after the creation: ${done.join(', ') || 'nothing'}; not tried: ${open.join(', ') || 'nothing'}. ${advice}`,
      { created, done, failed, open },
      { cause },
    );
  }
}
