import { type Answer, breach, checkMedia, checkVoid } from './answers.js';
import type { Bytes } from './bytes.js';
import { checkAmounts } from './check-options.js';
import type { Clock } from './clock.js';
import { authorize, type Credential } from './credentials.js';
import { httpError } from './http-error.js';
import { type Answered, type Call, isOk, type Next } from './layer.js';
import { type Limit, limited } from './limit.js';
import { logEntry } from './log.js';
import { newCall, type OperationFacts } from './new-call.js';
import type { CallOptions, ConnectionOptions, LogEntry } from './options.js';
import type { VendorProfile } from './profile.js';
import { type HeaderRecord, mergeHeaders, type Scheme } from './request.js';

/** A request before its credential. */
interface Draft {
  readonly method: string;
  readonly url: string;
  /** The path template, by which the spec's facts are found. */
  readonly template: string;
  readonly headers: HeaderRecord;
  readonly body?: string | Bytes | undefined;
  /** The secrets in the body. */
  readonly secrets: readonly string[];
  readonly security: readonly Scheme[] | undefined;
}

/** How one call is carried. */
interface Carriage {
  readonly signal?: AbortSignal | null | undefined;
  readonly options?: CallOptions | undefined;
  /** True when nothing is to be read into the answer's body. */
  readonly raw?: boolean;
}

/** Sends what `draft` makes, and reads and checks what comes. */
export type Exchange = (draft: () => Draft, carriage: Carriage) => Promise<Answer<unknown>>;

const TIMEOUT_MS = 30_000;
const DEADLINE_MS = 120_000;
const NONE: CallOptions = {};

/** One call from its draft to its checked answer, within its deadline. */
export function createExchange(
  profile: VendorProfile,
  credential: Credential,
  options: ConnectionOptions,
  clock: Clock,
  pipeline: Next,
): Exchange {
  const decoder = new TextDecoder();
  const { timeoutMs = TIMEOUT_MS, deadlineMs = DEADLINE_MS, logger } = options;
  const send = logger ? logged(pipeline, logger, clock) : pipeline;

  return (draft, { signal, options: own = NONE, raw }) => {
    const ms = own.deadlineMs ?? deadlineMs;
    const startedAt = clock.now();
    let call: Call | undefined;

    const work = async (limit: Limit): Promise<Answer<unknown>> => {
      checkAmounts(own, ['timeoutMs', 'deadlineMs']);
      if (profile.load) await profile.load();
      const { method, url, template, headers, body, secrets, security } = draft();
      const authorized = authorize(headers, security, credential);
      if (authorized) await authorized;
      profile.addHeaders?.(method, headers);
      if (own.headers) mergeHeaders(headers, own.headers);
      const facts = profile.operations[`${method} ${template}`];
      call = newCall(method, url, facts, {
        limit,
        timeoutMs: own.timeoutMs ?? timeoutMs,
        deadlineAt: startedAt + ms,
        retry: options.retry !== false && own.retry !== false,
        confidential: { headers, values: secrets },
      });
      const response = await send({ method, url, headers, body }, call);
      profile.onAnswer?.(response, call);
      if (!isOk(response)) {
        const advice = await profile.advise?.(response, call);
        throw httpError(response, call, profile.readError, clock.now(), advice);
      }
      const data = raw ? undefined : read(response, call, facts);
      if (options.validate && data !== undefined) await validate(data, response, call);
      return { data, response, call };
    };
    return limited(ms, own.signal ?? signal, () => overdue(ms, call), work);
  };

  /** What a success says; undefined where it need not say anything. */
  function read(response: Answered, call: Call, facts: OperationFacts | undefined): unknown {
    if (facts?.noContent) return checkVoid(call, response, profile.media);
    if (response.status === 204 || call.method === 'HEAD') return undefined;
    checkMedia(call, response, profile.media);
    const text = decoder.decode(response.bytes);
    profile.checkAnswer?.(text, response, call);
    return profile.media === 'json' ? parse(text, response, call) : text;
  }

  async function validate(data: unknown, response: Answered, call: Call): Promise<void> {
    if (!profile.validators) return;
    const [{ checkInFull }, validators] = await Promise.all([import('./validate.js'), profile.validators()]);
    checkInFull(validators, data, response, call);
  }
}

/** Tells the logger of each call, however it ended. */
function logged(pipeline: Next, logger: (entry: LogEntry) => void, clock: Clock): Next {
  return async (request, call) => {
    const startedAt = clock.now();
    let response: Answered | undefined;
    try {
      response = await pipeline(request, call);
      return response;
    } finally {
      logger(logEntry(call, response, clock.now() - startedAt));
    }
  };
}

function parse(text: string, response: Answered, call: Call): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    // V8 quotes what it could not parse, which may be any part of the answer.
    const cause = error as SyntaxError;
    cause.message = cause.message.replace(/,? ?(\.\.\.)?"[\s\S]*$/, '');
    cause.stack = `${cause.name}: ${cause.message}`;
    throw breach(call, response, 'the answer is not valid JSON; it may have been cut off', cause);
  }
}

function overdue(deadlineMs: number, call: Call | undefined): string {
  if (!call)
    return `the call did not start within ${deadlineMs} ms (its deadline): no credential came from auth`;
  return `${call.method} ${call.url} was not done within ${deadlineMs} ms (its deadline; attempt ${call.attempts})`;
}
