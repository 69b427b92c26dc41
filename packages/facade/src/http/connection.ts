import { InvalidInputError, RollcallError } from '../errors.js';
import { type Answer, breach, checkMedia, checkVoid } from './answers.js';
import { parseBaseUrl } from './base-url.js';
import { checkAmounts } from './check-options.js';
import { type Clock, systemClock } from './clock.js';
import type { Credential } from './credentials.js';
import { withDeadline } from './deadline.js';
import { type ErrorReader, httpError } from './http-error.js';
import { checkHeaders, checkPath } from './input.js';
import type { Call } from './layer.js';
import { logEntry } from './log.js';
import { dropCredentials, newCall, type OperationFacts } from './new-call.js';
import type { CallOptions, ConnectionOptions } from './options.js';
import { concurrencyPacer, type Pacer } from './pace.js';
import { createPipeline } from './pipeline.js';
import { redactText, secretsIn } from './redact.js';
import { RetryBudget } from './retry-budget.js';
import type { Fetch } from './transport.js';
import { answerValidation, type Validators } from './validate.js';

/** What differs from vendor to vendor in carrying a call. */
export interface VendorProfile {
  readonly operations: Readonly<Record<string, OperationFacts>>;
  readonly media: 'json' | 'xml';
  /** Headers of every call, before the user's. */
  readonly headers: Readonly<Record<string, string>>;
  readonly readError: ErrorReader;
  /** Looks at a success before it is parsed; throws when the vendor hides an error in it (Qualys). */
  readonly checkAnswer?: (response: Response, call: Call, now: number) => void;
  /** Loads what checks successes in full when `validate` asks for it; absent where they are always checked (Qualys). */
  readonly validators?: () => Promise<Validators>;
  /** Called with every answer (QRadar's `Deprecated` header). */
  readonly onAnswer?: (response: Response, call: Call) => void;
  /** Asked about every refusal before it becomes an error; its answer takes the place of the vendor's `advice`. Must not throw. */
  readonly advise?: (response: Response, call: Call) => Promise<string | undefined>;
  readonly pacer?: Pacer | undefined;
}

/** What we use of a generated client; each vendor package has its own copy of the type. */
export interface GeneratedClient {
  interceptors: {
    // biome-ignore lint/suspicious/noExplicitAny: the generated packages' types are alike but not the same
    request: { use(fn: (request: Request, options: any) => Request | Promise<Request>): number };
    response: {
      // biome-ignore lint/suspicious/noExplicitAny: see above
      use(fn: (response: Response, request: Request, options: any) => Response | Promise<Response>): number;
    };
    // biome-ignore lint/suspicious/noExplicitAny: see above
    error: { use(fn: (error: unknown, response: any, request: any, options: any) => unknown): number };
  };
}

/** What a verb hands to a generated function beside its parameters. */
export interface Carrier<Client> {
  readonly client: Client;
  readonly throwOnError: true;
  readonly meta: Record<string, unknown>;
}

export interface Connection<Client> {
  readonly client: Client;
  readonly clock: Clock;
  readonly baseUrl: string;
  /** Runs one generated function with the options of one call, and gives its answer with what is needed to check it. */
  call<Data>(
    options: CallOptions | undefined,
    send: (carrier: Carrier<Client>) => Promise<{ data: Data; response: Response; request: Request }>,
  ): Promise<Answer<Data>>;
}

/** What `call` tells the steps below it; the generated client hands it through untouched. */
interface CallMeta extends Record<string, unknown> {
  readonly options: CallOptions | undefined;
  readonly startedAt: number;
  /** Ends with the caller's signal and at the call's deadline. */
  signal?: AbortSignal;
  /** Set when the request is on its way. */
  call?: Call;
}

/** What we use of the generated client's options of one request. */
interface RequestContext {
  url: string;
  path?: Record<string, unknown>;
  headers?: unknown;
  body?: unknown;
  signal?: AbortSignal | null;
  meta?: Partial<CallMeta>;
  parseAs?: string;
  fetch?: (request: Request) => Promise<Response>;
}

const TIMEOUT_MS = 30_000;
const DEADLINE_MS = 120_000;
const MAX_BODY_BYTES = 32 * 2 ** 20;

/** Wires a generated client to the pipeline: credentials, headers, retries, typed errors. */
export function connect<Client extends GeneratedClient>(
  // biome-ignore lint/suspicious/noExplicitAny: each vendor package has its own Config type
  create: (config: any) => Client,
  profile: VendorProfile,
  credential: Credential,
  options: ConnectionOptions,
): Connection<Client> {
  const clock = options.clock ?? systemClock;
  const baseUrl = parseBaseUrl(options.baseUrl, options.allowInsecureHttp);
  checkAmounts(options, ['timeoutMs', 'deadlineMs', 'maxBodyBytes', 'maxInFlight']);
  const retry = options.retry || {};
  const calls = new WeakMap<Request, Call>();
  const authErrors = new WeakSet<object>();
  const checkSchema =
    options.validate && profile.validators ? answerValidation(profile.validators) : undefined;
  checkHeaders(options.headers ?? {});
  const headers = { ...profile.headers, ...options.headers };

  const pipeline = createPipeline({
    clock,
    retry: { ...retry, clock, tokens: new RetryBudget(retry.budget ?? 20), onRetry: options.onRetry },
    pacer: profile.pacer ?? (options.maxInFlight ? concurrencyPacer(options.maxInFlight) : undefined),
    middleware: options.middleware ?? [],
    maxBodyBytes: options.maxBodyBytes ?? MAX_BODY_BYTES,
    fetch: options.fetch ?? ((request, init) => globalThis.fetch(request, init) as ReturnType<Fetch>),
  });

  const client = create({
    baseUrl,
    headers: { 'Content-Type': profile.media === 'json' ? 'application/json' : 'text/xml', ...headers },
    parseAs: profile.media === 'json' ? 'json' : 'text',
    redirect: 'manual',
    auth: async (scheme: { type: string; scheme?: string }) => {
      // The spec offers several schemes; only the configured one is ever answered, so only that one is sent.
      if (scheme.type !== credential.type || scheme.scheme !== credential.scheme) return undefined;
      try {
        return (await credential.read()).value;
      } catch (error) {
        if (error instanceof Object) authErrors.add(error);
        throw error;
      }
    },
    requestValidator: async (context: RequestContext) => checkPath(context.url, context.path ?? {}),
    fetch: (request: Request) => send(request, { url: request.url }),
  });

  client.interceptors.request.use((request, context: RequestContext) => {
    for (const [name, value] of Object.entries(context.meta?.options?.headers ?? {})) {
      if (value === null) request.headers.delete(name);
      else request.headers.set(name, value);
    }
    // Called with what the caller's own interceptors, which run after this one, made of the request.
    context.fetch = (sent) => send(sent, context);
    return request;
  });

  client.interceptors.response.use(async (response, request, context: RequestContext) => {
    const call = calls.get(request);
    if (!call) return response;
    profile.onAnswer?.(response, call);
    if (!response.ok) {
      const advice = await profile.advise?.(response, call);
      throw httpError(response, call, profile.readError, clock.now(), advice);
    }
    if (profile.operations[`${request.method} ${context.url}`]?.noContent) {
      checkVoid(call, response, profile.media);
      return new Response(null, { status: 204, headers: response.headers });
    }
    const parsed = context.parseAs === 'json' || context.parseAs === 'text';
    if (parsed && response.status !== 204 && request.method !== 'HEAD') {
      checkMedia(call, response, profile.media);
      profile.checkAnswer?.(response, call, clock.now());
      await checkSchema?.(response, call);
    }
    return response;
  });

  client.interceptors.error.use(
    (error, response: Response | undefined, request: Request | undefined, context) => {
      if (error instanceof RollcallError || (error instanceof Object && authErrors.has(error))) return error;
      const call = request && calls.get(request);
      if (error instanceof SyntaxError && response && call) {
        // V8 quotes what it could not parse, which may be any part of the answer.
        error.message = error.message.replace(/,? ?(\.\.\.)?"[\s\S]*$/, '');
        error.stack = `${error.name}: ${error.message}`;
        return breach(call, response, 'the answer is not valid JSON; it may have been cut off', error);
      }
      if (!request && (error instanceof TypeError || error instanceof URIError)) {
        const { body, headers: given } = context as RequestContext;
        const shown = redactText(error.message, [
          ...secretsIn(body),
          ...Object.values(given ?? {}).map(String),
        ]);
        return new InvalidInputError(`the request could not be built: ${shown}`);
      }
      return error;
    },
  );

  /** Sends a request down the pipeline; all that is known of its call is looked up by it afterwards. */
  async function send(request: Request, context: RequestContext): Promise<Response> {
    const { meta } = context;
    const own = meta?.options;
    const startedAt = meta?.startedAt ?? clock.now();
    const deadlineMs = own?.deadlineMs ?? options.deadlineMs ?? DEADLINE_MS;
    let call: Call | undefined;
    const run = async (signal: AbortSignal): Promise<Response> => {
      const facts = profile.operations[`${request.method} ${context.url}`];
      call = newCall(request, facts, context.body, {
        signal,
        timeoutMs: own?.timeoutMs ?? options.timeoutMs ?? TIMEOUT_MS,
        deadlineAt: startedAt + deadlineMs,
        retry: options.retry !== false && own?.retry !== false,
      });
      calls.set(request, call);
      if (meta) meta.call = call;
      let response: Response | undefined;
      try {
        response = await pipeline(request, call);
        return response;
      } finally {
        dropCredentials(request.headers);
        options.logger?.(logEntry(call, response, clock.now() - startedAt));
      }
    };
    if (meta?.signal) return run(meta.signal);
    return withDeadline(deadlineMs, context.signal ?? undefined, () => overdue(deadlineMs, call), run);
  }

  return {
    client,
    clock,
    baseUrl,
    async call(callOptions, start) {
      if (callOptions?.headers) checkHeaders(callOptions.headers);
      checkAmounts(callOptions ?? {}, ['timeoutMs', 'deadlineMs']);
      const deadlineMs = callOptions?.deadlineMs ?? options.deadlineMs ?? DEADLINE_MS;
      const meta: CallMeta = { options: callOptions, startedAt: clock.now() };
      const describe = () => overdue(deadlineMs, meta.call);
      const { data, response } = await withDeadline(deadlineMs, callOptions?.signal, describe, (signal) => {
        meta.signal = signal;
        return start({ client, throwOnError: true, meta });
      });
      // The generated client makes an empty object of a 204; where a verb expects content, that is none.
      const content = response.status === 204 ? (undefined as typeof data) : data;
      return { data: content, response, call: meta.call as Call };
    },
  };
}

function overdue(deadlineMs: number, call: Call | undefined): string {
  if (!call)
    return `the call did not start within ${deadlineMs} ms (its deadline): no credential came from auth`;
  return `${call.method} ${call.url} was not done within ${deadlineMs} ms (its deadline; attempt ${call.attempts})`;
}
