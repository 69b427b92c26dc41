import { siteOf } from '../http/errors/outcome.js';
import type { CallOptions } from '../http/options.js';
import type { Result } from '../http/types.js';
import { compareWritten, type NormalForms } from './compare.js';
import { IgnoredFieldsError } from './ignored-fields-error.js';

/** Options of a verb that writes. */
export interface WriteOptions extends CallOptions {
  /**
   * Whether the resource is read again after the write, and every field that was asked for must be in it. Default false:
   * what the answer holds is compared, and what it leaves out is taken on trust.
   */
  readonly verify?: boolean;
}

/** What a write is checked by. */
interface Written<Resource> {
  readonly forms: NormalForms;
  /** Reads the resource as it is now. */
  readonly readBack: () => Promise<Resource>;
  readonly verify: boolean | undefined;
  /** What to do about a field that was ignored. */
  readonly advice?: string;
}

/**
 * The resource that a write came to, with nothing in it that contradicts what was asked for. `answered` is what the vendor answered,
 * undefined where it answers nothing.
 * @throws IgnoredFieldsError when a field holds neither the value asked for nor a normal form of it.
 */
export async function checkWritten<Resource extends object>(
  asked: object,
  answered: Resource | undefined,
  result: Result,
  { forms, readBack, verify, advice }: Written<Resource>,
): Promise<Resource | undefined> {
  const first = answered ? compareWritten(asked, answered, forms) : undefined;
  if (first?.ignored.length) throw ignored(first.ignored, answered, result, advice);
  if (!verify) return answered;
  const current = await readBack();
  const second = compareWritten(asked, current, forms);
  const fields = [...second.ignored, ...second.unanswered];
  if (fields.length > 0) throw ignored(fields, current, result, advice);
  return current;
}

function ignored(
  fields: readonly string[],
  resource: unknown,
  { call, response }: Result,
  advice = 'Read the resource, and ask an administrator of the server who may set these.',
): IgnoredFieldsError {
  return new IgnoredFieldsError(
    `${call.method} ${call.url} → ${response.status}, but ${fields.join(', ')} ${fields.length > 1 ? 'are' : 'is'} not what was asked for: the server ignored ${fields.length > 1 ? 'them' : 'it'}. ${advice}`,
    siteOf(call),
    fields,
    resource,
  );
}
