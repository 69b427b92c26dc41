import type { Clock } from '../util/clock.js';
import { authorize, type Credential } from './auth.js';
import { type CallTimer, withTimer } from './call-timer.js';
import { httpError } from './errors/http-error.js';
import { redactText } from './errors/redact.js';
import { checkCall } from './option-rules.js';
import type { CallOptions, ConnectionOptions } from './options.js';
import type { OperationFacts, ResponseReaders, VendorProfile } from './profile.js';
import { mergeHeaders, type UnsignedRequest } from './request.js';
import { readData } from './response.js';
import { retryAfterMs } from './retry-after.js';
import { type Call, type HttpRequest, type HttpResponse, isOk, type Next, type Result } from './types.js';

/** How one call is sent. */
interface SendOptions {
  readonly options?: CallOptions | undefined;
  readonly signal?: AbortSignal | null | undefined;
  /** True when the body of a success is left to somebody else to read. */
  readonly raw?: boolean;
}

/** Sends the request that `prepare` makes, and reads and checks what comes. */
export type Send = (prepare: () => UnsignedRequest, how: SendOptions) => Promise<Result>;

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

  return (prepare, { signal, options = NO_OPTIONS, raw }) => {
    try {
      if (options !== NO_OPTIONS) checkCall(options);
    } catch (error) {
      return Promise.reject(error);
    }
    const ms = options.deadlineMs ?? deadlineMs;
    const deadlineAt = clock.now() + ms;
    let call: Call | undefined;

    async function work(timer: CallTimer): Promise<Result> {
      const readers = typeof profile.readers === 'function' ? await profile.readers() : profile.readers;
      const { method, url, template, headers, body, secrets, security } = prepare();
      const authorized = authorize(headers, security, credential);
      if (authorized) await authorized;
      profile.addHeaders?.(method, headers);
      if (options.headers) mergeHeaders(headers, options.headers);
      const facts = profile.operations[`${method} ${template}`];
      call = {
        ...kindOfCall(method, facts),
        method,
        template,
        url: secrets.length > 0 ? redactText(url, secrets) : url,
        timer,
        timeoutMs: options.timeoutMs ?? timeoutMs,
        deadlineAt,
        retry: client.retry !== false && options.retry !== false,
        confidential: { headers, values: secrets, names: profile.secretNames },
        attempts: 0,
        uncertain: false,
      };
      const exchanged = () => exchange({ method, url, headers, body }, call as Call, facts, readers);
      const { telemetry } = client;
      return telemetry ? telemetry(call, exchanged, timer.signal) : exchanged();
    }

    /** The request on its way, and what comes of its answer. */
    async function exchange(
      request: HttpRequest,
      call: Call,
      facts: OperationFacts | undefined,
      readers: ResponseReaders,
    ): Promise<Result> {
      const response = await pipeline(request, call);
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
    return withTimer(ms, options.signal ?? signal, () => overdue(ms, call), work);
  };

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

function overdue(deadlineMs: number, call: Call | undefined): string {
  if (!call)
    return `the call did not start within ${deadlineMs} ms (its deadline): no credential came from auth`;
  return `${call.method} ${call.url} was not done within ${deadlineMs} ms (its deadline; attempt ${call.attempts})`;
}
