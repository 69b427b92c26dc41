import { InvalidInputError, RollcallError } from '../errors.js';
import { type Answer, breach, checkMedia } from './answers.js';
import { parseBaseUrl } from './base-url.js';
import { type Clock, raceAbort, systemClock } from './clock.js';
import type { Credential } from './credentials.js';
import { type ErrorReader, httpError } from './http-error.js';
import { checkHeaders, checkPathValue } from './input.js';
import type { Call } from './layer.js';
import type { CallOptions, ConnectionOptions, LogEntry } from './options.js';
import { concurrencyPacer, type Pacer } from './pace.js';
import { createPipeline } from './pipeline.js';
import { redactText, secretsIn } from './redact.js';
import { RetryBudget } from './retry-budget.js';
import type { Fetch } from './transport.js';

/** One row of a vendor package's generated `operations`, keyed by method and path template. */
export interface OperationFacts {
  readonly id: string;
  readonly readsOnly?: boolean;
  /** True when a success carries no body worth reading (204). */
  readonly noContent?: boolean;
  readonly tier?: string;
}

/** What differs from vendor to vendor in carrying a call. */
export interface VendorProfile {
  readonly operations: Readonly<Record<string, OperationFacts>>;
  readonly media: 'json' | 'xml';
  /** Headers of every call, before the user's. */
  readonly headers: Readonly<Record<string, string>>;
  readonly readError: ErrorReader;
  /** Looks at a success before it is parsed; throws when the vendor hides an error in it (Qualys). */
  readonly checkAnswer?: (response: Response, call: Call, now: number) => void;
  /** Called with every answer (QRadar's `Deprecated` header). */
  readonly onAnswer?: (response: Response, call: Call) => void;
  readonly pacer?: Pacer | undefined;
}

/** What we use of a generated client; each vendor package has its own copy of the type. */
export interface GeneratedClient {
  interceptors: {
    // biome-ignore lint/suspicious/noExplicitAny: the generated packages' types are alike but not the same
    request: { use(fn: (request: Request, options: any) => Request | Promise<Request>): number };
    // biome-ignore lint/suspicious/noExplicitAny: see above
    response: {
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

interface RequestContext {
  method: string;
  url: string;
  path?: Record<string, unknown>;
  body?: unknown;
  signal?: AbortSignal | null;
  meta?: { options?: CallOptions; secrets?: string[] };
  parseAs?: string;
}

const SAFE = new Set(['GET', 'HEAD']);
const LOGGED_HEADERS =
  /^(content-(type|length|range)|retry-after|deprecated|(x-)?ratelimit-.*|x-concurrency-limit-.*|date)$/;

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
  const retry = options.retry || {};
  const calls = new WeakMap<Request, Call>();
  checkHeaders(options.headers ?? {});
  const headers = { ...profile.headers, ...options.headers };

  const pipeline = createPipeline({
    clock,
    retry: { ...retry, clock, tokens: new RetryBudget(retry.budget ?? 20), onRetry: options.onRetry },
    pacer: profile.pacer ?? (options.maxInFlight ? concurrencyPacer(options.maxInFlight) : undefined),
    middleware: options.middleware ?? [],
    maxBodyBytes: options.maxBodyBytes ?? 32 * 2 ** 20,
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
      return (await credential.read()).value;
    },
    requestValidator: async (context: RequestContext) => {
      for (const [name, value] of Object.entries(context.path ?? {})) checkPathValue(name, value);
    },
    fetch: async (request: Request) => {
      const call = calls.get(request) ?? newCall(request, { method: request.method, url: request.url });
      const startedAt = clock.now();
      let response: Response | undefined;
      try {
        response = await pipeline(request, call);
        return response;
      } finally {
        options.logger?.(logEntry(call, response, clock.now() - startedAt));
      }
    },
  });

  client.interceptors.request.use((request, context: RequestContext) => {
    for (const [name, value] of Object.entries(context.meta?.options?.headers ?? {})) {
      if (value === null) request.headers.delete(name);
      else request.headers.set(name, value);
    }
    calls.set(request, newCall(request, context));
    return request;
  });

  client.interceptors.response.use((response, request, context: RequestContext) => {
    const call = calls.get(request);
    if (!call) return response;
    profile.onAnswer?.(response, call);
    if (!response.ok) throw httpError(response, call, profile.readError, clock.now());
    if (profile.operations[`${request.method} ${context.url}`]?.noContent) {
      // A login page is no success, whatever its status; any other body says nothing that the contract knows of.
      if (/html/i.test(response.headers.get('content-type') ?? '')) checkMedia(call, response, profile.media);
      return new Response(null, { status: 204, headers: response.headers });
    }
    if (response.status !== 204 && (context.parseAs === 'json' || context.parseAs === 'text')) {
      checkMedia(call, response, profile.media);
      profile.checkAnswer?.(response, call, clock.now());
    }
    return response;
  });

  client.interceptors.error.use(
    (error, response: Response | undefined, request: Request | undefined, context) => {
      if (error instanceof RollcallError) return error;
      const call = request && calls.get(request);
      if (error instanceof SyntaxError && response && call) {
        return breach(call, response, 'the answer is not valid JSON; it may have been cut off', error);
      }
      if (!request && error instanceof TypeError) {
        const secrets = secretsIn((context as RequestContext).body);
        return new InvalidInputError(`the request could not be built: ${redactText(error.message, secrets)}`);
      }
      return error;
    },
  );

  function newCall(request: Request, context: RequestContext): Call {
    const { method } = request;
    const facts = profile.operations[`${method} ${context.url}`];
    const call = context.meta?.options;
    const readsOnly = SAFE.has(method) || facts?.readsOnly === true;
    const authorization = request.headers.get('authorization') ?? '';
    return {
      operationId: facts?.id,
      method,
      url: request.url,
      readsOnly,
      idempotent: readsOnly || method === 'PUT',
      tier: facts?.tier,
      signal: call?.signal ?? context.signal ?? undefined,
      timeoutMs: call?.timeoutMs ?? options.timeoutMs ?? 30_000,
      deadlineAt: clock.now() + (call?.deadlineMs ?? options.deadlineMs ?? 120_000),
      retry: options.retry !== false && call?.retry !== false,
      secrets: [
        request.headers.get('sec') ?? '',
        authorization.replace(/^\w+ /, ''),
        ...basicPassword(authorization),
        ...secretsIn(context.body),
        ...(context.meta?.secrets ?? []),
      ].filter(Boolean),
      attempts: 0,
    };
  }

  return {
    client,
    clock,
    baseUrl,
    async call(callOptions, send) {
      const signal = callOptions?.signal;
      signal?.throwIfAborted();
      if (callOptions?.headers) checkHeaders(callOptions.headers);
      const carrier: Carrier<Client> = { client, throwOnError: true, meta: { options: callOptions } };
      const { data, response, request } = await raceAbort(send(carrier), signal);
      return { data, response, call: calls.get(request) as Call };
    },
  };
}

function basicPassword(authorization: string): string[] {
  if (!/^Basic /i.test(authorization)) return [];
  const bytes = Uint8Array.from(atob(authorization.slice(6)), (char) => char.charCodeAt(0));
  const pair = new TextDecoder().decode(bytes);
  return [pair.slice(pair.indexOf(':') + 1)];
}

function logEntry(call: Call, response: Response | undefined, ms: number): LogEntry {
  const headers: Record<string, string> = {};
  response?.headers.forEach((value, name) => {
    if (LOGGED_HEADERS.test(name)) headers[name] = value;
  });
  return {
    ...(call.operationId ? { operationId: call.operationId } : {}),
    method: call.method,
    url: call.url,
    ...(response ? { status: response.status } : {}),
    attempts: call.attempts,
    ms,
    headers,
  };
}
