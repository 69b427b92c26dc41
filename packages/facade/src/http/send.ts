import type { Clock } from '../util/clock.js';
import { authorize, type Credential } from './auth.js';
import { CallTimer, timeoutError } from './call-timer.js';
import { httpError } from './errors/http-error.js';
import { darkText, outcomeOfHeld } from './errors/outcome.js';
import { redactText } from './errors/redact.js';
import { mergeHeaders } from './headers.js';
import { observed } from './observed.js';
import { checkCall } from './option-rules.js';
import type { CallOptions, ConnectionOptions } from './options.js';
import type { OperationFacts, VendorProfile } from './profile.js';
import type { UnsignedRequest } from './request.js';
import { readData } from './response.js';
import { retryAfterMs } from './retry-after.js';
import type { CallTrace } from './telemetry.js';
import { type Call, type HttpResponse, isOk, type Next, type Result } from './types.js';

/** How one call is sent. */
interface SendOptions {
  readonly options?: CallOptions | undefined;
  readonly signal?: AbortSignal | null | undefined;
  /** True when the body of a success is left to somebody else to read. */
  readonly raw?: boolean;
}

/** Sends a request, and reads and checks what comes. */
export type Send = (request: UnsignedRequest, how: SendOptions) => Promise<Result>;

const TIMEOUT_MS = 30_000;
const DEADLINE_MS = 120_000;
const NO_OPTIONS: CallOptions = {};
const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD']);

/** One call from its request to its checked result, within its deadline. */
export function createSend(
  profile: VendorProfile,
  credential: Credential,
  client: ConnectionOptions,
  clock: Clock,
  pipeline: Next,
): Send {
  const { timeoutMs = TIMEOUT_MS, deadlineMs = DEADLINE_MS } = client;
  const telemetry = client.telemetry && observed(client.telemetry);
  const { secretNames: names } = profile;

  return async (request, how) => {
    const { options = NO_OPTIONS } = how;
    if (options !== NO_OPTIONS) checkCall(options);
    const signal = options.signal ?? how.signal;
    signal?.throwIfAborted();
    const { method, template, url, headers, secrets } = request;
    const facts = profile.operations[`${method} ${template}`];
    const ms = options.deadlineMs ?? deadlineMs;
    const timer = new CallTimer(ms, signal, () => overdue(ms, call));
    const call: Call = {
      ...kindOfCall(method, facts),
      method,
      template,
      url: secrets.length > 0 ? redactText(url, { values: secrets, names }) : url,
      timer,
      timeoutMs: options.timeoutMs ?? timeoutMs,
      deadlineAt: clock.now() + ms,
      retry: client.retry !== false && options.retry !== false,
      confidential: { headers, values: secrets, names },
      attempts: 0,
      held: false,
      uncertain: false,
    };
    const trace = telemetry?.(call);
    try {
      const result = await timer.race(work(request, call, facts, how, trace));
      trace?.succeeded(result.response.status);
      return result;
    } catch (error) {
      trace?.failed(error);
      throw error;
    } finally {
      timer.release();
    }
  };

  /** Signs the request, sends it, and makes the result of what comes. */
  async function work(
    { method, url, headers, body, security }: UnsignedRequest,
    call: Call,
    facts: OperationFacts | undefined,
    { options = NO_OPTIONS, raw }: SendOptions,
    trace: CallTrace | undefined,
  ): Promise<Result> {
    const readers = typeof profile.readers === 'function' ? await profile.readers() : profile.readers;
    const signed = authorize(headers, security, credential);
    if (signed) await signed;
    profile.addHeaders?.(method, headers);
    if (options.headers) mergeHeaders(headers, options.headers);

    const sent = { method, url, headers, body };
    const response = await (trace ? trace.carry(pipeline, sent, call) : pipeline(sent, call));
    profile.onResponse?.(response, call);
    if (!isOk(response)) {
      const advice = await profile.advise?.(response, call);
      throw httpError(response, call, readers.readError, {
        advice,
        waitMs: retryAfterMs(response.headers, clock.now(), profile.rateLimitSignal?.header),
      });
    }
    const data = raw ? undefined : readData(response, call, facts, profile.media, readers);
    if (client.validate && data !== undefined) await validate(data, response, call);
    return { data, response, call };
  }

  async function validate(data: unknown, response: HttpResponse, call: Call): Promise<void> {
    if (!profile.validators) return;
    const [{ checkInFull }, validators] = await Promise.all([
      import('./validation.js'),
      profile.validators(),
    ]);
    checkInFull(validators, data, response, call);
  }
}

/** What the layers need to know of an operation, by its method and by what the spec says of it. */
function kindOfCall(
  method: string,
  facts: OperationFacts | undefined,
): Pick<Call, 'operationId' | 'readsOnly' | 'idempotent' | 'tier'> {
  const readsOnly = SAFE_METHODS.has(method) || facts?.readsOnly === true;
  return { operationId: facts?.id, readsOnly, idempotent: readsOnly || method === 'PUT', tier: facts?.tier };
}

function overdue(deadlineMs: number, call: Call): DOMException {
  const { attempts, held, method, url } = call;
  if (attempts === 0) {
    return timeoutError(
      `the call did not start within ${deadlineMs} ms (its deadline): no credential came from auth`,
    );
  }
  const what = `${method} ${url} was not done within ${deadlineMs} ms (its deadline; attempt ${attempts}`;
  if (!held) return timeoutError(`${what})${darkText(call)}`);
  const outcome = outcomeOfHeld(call);
  const dark = outcome === 'unknown' ? darkText(call) : '';
  const error = timeoutError(
    `${what}, which waited for its turn: pace or maxInFlight held it, and it was not sent)${dark}`,
  );
  return Object.assign(error, { outcome });
}
