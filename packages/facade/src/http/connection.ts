import type { Answer } from './answers.js';
import { parseBaseUrl } from './base-url.js';
import { checkAmounts } from './check-options.js';
import { type Clock, systemClock } from './clock.js';
import type { Credential } from './credentials.js';
import { escapeHatch } from './escape-hatch.js';
import { createExchange } from './exchange.js';
import type { CallOptions, ConnectionOptions } from './options.js';
import { concurrencyPacer } from './pace.js';
import { createPipeline } from './pipeline.js';
import type { VendorProfile } from './profile.js';
import { secretsIn } from './redact.js';
import { addressOf, bodyOf, type HeaderRecord, mergeHeaders, unbuilt, type Wish } from './request.js';
import { RetryBudget } from './retry-budget.js';
import type { Fetch } from './transport.js';

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

  const pipeline = createPipeline({
    clock,
    retry: { ...retry, clock, tokens: new RetryBudget(retry.budget ?? 20), onRetry: options.onRetry },
    pacer: profile.pacer ?? (options.maxInFlight ? concurrencyPacer(options.maxInFlight) : undefined),
    middleware: options.middleware ?? [],
    maxBodyBytes: options.maxBodyBytes ?? MAX_BODY_BYTES,
    fetch: options.fetch ?? ((url, init) => globalThis.fetch(url, init) as ReturnType<Fetch>),
  });
  const exchange = createExchange(profile, credential, options, clock, pipeline);

  /** Makes plain data of what a verb gave to its generated function. */
  function draftOf(method: string, wish: Wish) {
    const { url: template, security, body } = wish;
    const secrets = secretsIn(body);
    try {
      const headers = { ...base };
      mergeHeaders(headers, wish.headers);
      const url = addressOf(baseUrl, wish);
      return { method, url, template, headers, body: bodyOf(wish), secrets, security };
    } catch (error) {
      throw unbuilt(error, secrets);
    }
  }

  // What the generated functions of our own verbs call; they use nothing else of a client.
  const sender = Object.fromEntries(
    METHODS.map((name) => {
      const method = name.toUpperCase();
      return [name, (wish: Wish) => exchange(() => draftOf(method, wish), wish.meta ?? {})];
    }),
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
