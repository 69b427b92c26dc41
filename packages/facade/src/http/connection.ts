import { InvalidInputError } from '../errors.js';
import { type Answer, breach, checkMedia, checkVoid, type Media } from './answers.js';
import { parseBaseUrl } from './base-url.js';
import { checkAmounts } from './check-options.js';
import { type Clock, systemClock } from './clock.js';
import { authorize, type Credential } from './credentials.js';
import { type CreateClient, escapeHatch } from './escape-hatch.js';
import { type ErrorReader, httpError } from './http-error.js';
import { type Answered, type Call, isOk } from './layer.js';
import { limited } from './limit.js';
import { logEntry } from './log.js';
import { newCall, type OperationFacts } from './new-call.js';
import type { CallOptions, ConnectionOptions } from './options.js';
import { concurrencyPacer, type Pacer } from './pace.js';
import { createPipeline } from './pipeline.js';
import { redactText, secretsIn } from './redact.js';
import { addressOf, bodyOf, type HeaderRecord, mergeHeaders, type Scheme, type Wish } from './request.js';
import { RetryBudget } from './retry-budget.js';
import type { Fetch } from './transport.js';
import type { Validators } from './validate.js';

/** What differs from vendor to vendor in carrying a call. */
export interface VendorProfile {
  readonly operations: Readonly<Record<string, OperationFacts>>;
  readonly media: Media;
  /** Headers of every call, before the user's. */
  readonly headers: Readonly<Record<string, string>>;
  /** Adds headers to a request that depend on its method (IQ's CSRF pair). */
  readonly addHeaders?: ((method: string, headers: HeaderRecord) => void) | undefined;
  readonly readError: ErrorReader;
  /** Looks at the text of a success before it is parsed; throws when the vendor hides an error in it (Qualys). */
  readonly checkAnswer?: (text: string, response: Answered, call: Call) => void;
  /** Loads what checks successes in full when `validate` asks for it; absent where they are always checked (Qualys). */
  readonly validators?: () => Promise<Validators>;
  /** Called with every answer (QRadar's `Deprecated` header). */
  readonly onAnswer?: (response: Answered, call: Call) => void;
  /** Asked about every refusal before it becomes an error; its answer takes the place of the vendor's `advice`. Must not throw. */
  readonly advise?: (response: Answered, call: Call) => Promise<string | undefined>;
  readonly pacer?: Pacer | undefined;
  /** Loads what makes the vendor package's generated client, for the escape hatch. */
  readonly generated: () => Promise<{ createClient: CreateClient }>;
}

/** What a verb hands to a generated function beside its parameters. */
export interface Carrier<Client> {
  readonly client: Client;
  readonly throwOnError: true;
  readonly meta: Record<string, unknown>;
}

export interface Connection<Client> {
  /** The escape hatch. */
  readonly client: Client;
  readonly clock: Clock;
  readonly baseUrl: string;
  /** Runs one generated function with the options of one call, and gives its answer with what is needed to check it. */
  call<Data>(
    options: CallOptions | undefined,
    send: (carrier: Carrier<Client>) => Promise<{ data: Data }>,
  ): Promise<Answer<Data>>;
}

/** A request before its credential. */
interface Draft {
  readonly method: string;
  readonly url: string;
  /** The path template, by which the spec's facts are found. */
  readonly template: string;
  readonly headers: HeaderRecord;
  readonly body?: string | Uint8Array<ArrayBuffer> | undefined;
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
const MAX_BODY_BYTES = 32 * 2 ** 20;
const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** Wires a vendor's generated functions to the pipeline: credentials, headers, retries, typed errors. */
export function connect<Client>(
  profile: VendorProfile,
  credential: Credential,
  options: ConnectionOptions,
): Connection<Client> {
  const clock = options.clock ?? systemClock;
  const baseUrl = parseBaseUrl(options.baseUrl, options.allowInsecureHttp);
  checkAmounts(options, ['timeoutMs', 'deadlineMs', 'maxBodyBytes', 'maxInFlight']);
  const retry = options.retry || {};
  const base: HeaderRecord = {};
  mergeHeaders(base, profile.headers);
  mergeHeaders(base, options.headers);
  const decoder = new TextDecoder();

  const pipeline = createPipeline({
    clock,
    retry: { ...retry, clock, tokens: new RetryBudget(retry.budget ?? 20), onRetry: options.onRetry },
    pacer: profile.pacer ?? (options.maxInFlight ? concurrencyPacer(options.maxInFlight) : undefined),
    middleware: options.middleware ?? [],
    maxBodyBytes: options.maxBodyBytes ?? MAX_BODY_BYTES,
    fetch: options.fetch ?? ((url, init) => globalThis.fetch(url, init) as ReturnType<Fetch>),
  });

  const exchange: Exchange = async (draft, { signal, options: own, raw }) => {
    checkAmounts(own ?? {}, ['timeoutMs', 'deadlineMs']);
    const startedAt = clock.now();
    const deadlineMs = own?.deadlineMs ?? options.deadlineMs ?? DEADLINE_MS;
    let call: Call | undefined;
    return limited(
      deadlineMs,
      own?.signal ?? signal,
      () => overdue(deadlineMs, call),
      async (limit) => {
        const { method, url, template, headers, body, secrets, security } = draft();
        await authorize(headers, security, credential);
        profile.addHeaders?.(method, headers);
        mergeHeaders(headers, own?.headers);
        const facts = profile.operations[`${method} ${template}`];
        const made = newCall({ method, url }, facts, {
          limit,
          timeoutMs: own?.timeoutMs ?? options.timeoutMs ?? TIMEOUT_MS,
          deadlineAt: startedAt + deadlineMs,
          retry: options.retry !== false && own?.retry !== false,
          confidential: { headers, values: secrets },
        });
        call = made;
        let response: Answered | undefined;
        try {
          response = await pipeline({ method, url, headers, body }, made);
        } finally {
          options.logger?.(logEntry(made, response, clock.now() - startedAt));
        }
        profile.onAnswer?.(response, made);
        if (!isOk(response)) {
          const advice = await profile.advise?.(response, made);
          throw httpError(response, made, profile.readError, clock.now(), advice);
        }
        const data = raw ? undefined : await read(response, made, facts);
        return { data, response, call: made };
      },
    );
  };

  /** What a success says; undefined where it need not say anything. */
  async function read(response: Answered, call: Call, facts: OperationFacts | undefined): Promise<unknown> {
    if (facts?.noContent) return checkVoid(call, response, profile.media);
    if (response.status === 204 || call.method === 'HEAD') return undefined;
    checkMedia(call, response, profile.media);
    const text = decoder.decode(response.bytes);
    profile.checkAnswer?.(text, response, call);
    const data = profile.media === 'json' ? parse(text, response, call) : text;
    if (options.validate && profile.validators) {
      const { checkInFull } = await import('./validate.js');
      checkInFull(await profile.validators(), data, response, call);
    }
    return data;
  }

  function send(method: string, wish: Wish): Promise<Answer<unknown>> {
    const { meta, body } = wish;
    const draft = () => ({ ...prepare(method, wish), secrets: secretsIn(body), security: wish.security });
    return exchange(draft, { options: meta?.options });
  }

  /** Makes text of what a verb was given. */
  function prepare(method: string, wish: Wish): Omit<Draft, 'secrets' | 'security'> {
    try {
      const headers = { ...base };
      mergeHeaders(headers, wish.headers);
      return { method, url: addressOf(baseUrl, wish), template: wish.url, headers, body: bodyOf(wish) };
    } catch (error) {
      if (error instanceof TypeError || error instanceof URIError) {
        throw new InvalidInputError(
          `the request could not be built: ${redactText(error.message, secretsIn(wish.body))}`,
        );
      }
      throw error;
    }
  }

  // What the generated functions of our own verbs call; they use nothing else of a client.
  const sender = Object.fromEntries(
    METHODS.map((method) => [method, (wish: Wish) => send(method.toUpperCase(), wish)]),
  ) as Client;

  return {
    client: escapeHatch({ baseUrl, headers: base }, profile, exchange) as Client,
    clock,
    baseUrl,
    call<Data>(own: CallOptions | undefined, start: (carrier: Carrier<Client>) => Promise<{ data: Data }>) {
      // A generated function hands on what our client gives it, which is the whole answer.
      return start({ client: sender, throwOnError: true, meta: { options: own } }) as Promise<Answer<Data>>;
    },
  };
}

function parse(text: string, response: Answered, call: Call): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    // V8 quotes what it could not parse, which may be any part of the answer.
    const { name, message } = error as SyntaxError;
    const cause = error as SyntaxError;
    cause.message = message.replace(/,? ?(\.\.\.)?"[\s\S]*$/, '');
    cause.stack = `${name}: ${cause.message}`;
    throw breach(call, response, 'the answer is not valid JSON; it may have been cut off', cause);
  }
}

function overdue(deadlineMs: number, call: Call | undefined): string {
  if (!call)
    return `the call did not start within ${deadlineMs} ms (its deadline): no credential came from auth`;
  return `${call.method} ${call.url} was not done within ${deadlineMs} ms (its deadline; attempt ${call.attempts})`;
}
