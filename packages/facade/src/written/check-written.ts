import { PartialFailureError } from '../errors.js';
import { siteOf } from '../http/errors/outcome.js';
import { redact } from '../http/errors/redact.js';
import type { CallOptions } from '../http/options.js';
import type { Result } from '../http/types.js';
import { messageOf } from '../util/is-error.js';
import { compareWritten, type NormalForms } from './compare.js';
import { IgnoredFieldsError } from './ignored-fields-error.js';

/** Options of a verb that writes. */
export interface WriteOptions extends CallOptions {
  /**
   * Whether the resource is read again after the write, and every field that was asked for must be in it. By default it is
   * where the answer leaves out a field that was asked for; where the vendor answers nothing at all, success is taken on
   * trust. `true` reads it always; `false` never does, and trusts what the answer leaves out. Where that reading fails, the
   * write stands all the same: a PartialFailureError says so, with an {@link UnreadWrite} as its `results` and the failure as
   * its `cause`.
   */
  readonly verify?: boolean;
}

/** What is known of a write that took effect and could not be read back. */
export interface UnreadWrite<Resource> {
  /** What the vendor answered to the write; undefined where it answers nothing. */
  readonly written: Resource | undefined;
  readonly unread: true;
}

/** What a write is checked by. */
interface Written<Resource> {
  readonly forms: NormalForms;
  /** Reads the resource as it is now. */
  readonly readBack: () => Promise<Resource>;
  readonly verify: boolean | undefined;
  /** What to do about a field that was ignored. */
  readonly advice?: string | undefined;
}

/**
 * The resource that a write came to, with nothing in it that contradicts what was asked for. `answered` is what the vendor answered,
 * undefined where it answers nothing.
 * @throws IgnoredFieldsError when a field holds neither the value asked for nor a normal form of it; PartialFailureError
 * when the resource could not be read back, an abort included.
 */
export async function checkWritten<Resource extends object>(
  asked: object,
  answered: Resource | undefined,
  result: Result,
  { forms, readBack, verify, advice }: Written<Resource>,
): Promise<Resource | undefined> {
  const first = answered ? compareWritten(asked, answered, forms) : undefined;
  if (first?.ignored.length) throw ignored(first.ignored, answered, result, advice);
  const isLeftOut = first !== undefined && first.unanswered.length > 0;
  if (!(verify ?? isLeftOut)) return answered;
  const current = await readWritten(readBack, answered, result);
  checkRead(asked, current, result, { forms, advice });
  return current;
}

/**
 * A resource that was read after a write must hold all that was asked for.
 * @throws IgnoredFieldsError when a field holds something else, or is not there.
 */
export function checkRead(
  asked: object,
  current: object,
  result: Result,
  { forms, advice }: Pick<Written<never>, 'forms' | 'advice'>,
): void {
  const { ignored: other, unanswered } = compareWritten(asked, current, forms);
  if (other.length + unanswered.length > 0) throw ignored([...other, ...unanswered], current, result, advice);
}

/** Reads a resource after a write, which has taken effect whatever becomes of the reading. */
export async function readWritten<Resource>(
  readBack: () => Promise<Resource>,
  written: Resource | undefined,
  { call, response }: Result,
): Promise<Resource> {
  try {
    return await readBack();
  } catch (cause) {
    const why = messageOf(cause);
    throw new PartialFailureError<UnreadWrite<Resource>>(
      `${call.method} ${call.url} → ${response.status} took effect, and reading it back failed: ${why} Do not send it again; read the resource to see it.`,
      { written: redact(written, call) as Resource | undefined, unread: true },
      { cause },
    );
  }
}

/** True for a write that stands and was not read back. */
export function isUnreadWrite(error: unknown): error is PartialFailureError<UnreadWrite<unknown>> {
  return (
    error instanceof PartialFailureError &&
    (error.results as UnreadWrite<unknown> | undefined)?.unread === true
  );
}

/** The error for fields that a success did not set. */
export function ignored(
  fields: readonly string[],
  resource: unknown,
  { call, response }: Result,
  advice = 'Read the resource, and ask an administrator of the server who may set these.',
): IgnoredFieldsError {
  return new IgnoredFieldsError(
    `${call.method} ${call.url} → ${response.status}, but ${fields.join(', ')} ${fields.length > 1 ? 'are' : 'is'} not what was asked for: the server ignored ${fields.length > 1 ? 'them' : 'it'}. ${advice}`,
    siteOf(call),
    fields,
    redact(resource, call),
  );
}
