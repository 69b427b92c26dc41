import { type Clock, systemClock } from '../util/clock.js';
import { told } from '../util/told.js';
import type { Credential } from './auth.js';
import { parseBaseUrl, refuseUnverified } from './base-url.js';
import { clientForCallers } from './generated/client.js';
import { mergeHeaders } from './headers.js';
import { concurrencyPacer } from './layers/pace.js';
import { createPipeline } from './layers/pipeline.js';
import type { CallOptions, ConnectionOptions } from './options.js';
import type { VendorProfile } from './profile.js';
import { type OperationOptions, requestMaker, type UnsignedRequest } from './request.js';
import { createSend } from './send.js';
import type { Fetch, HeaderRecord, Result } from './types.js';

/** A function of a vendor package's `sdk`. */
export type GeneratedFunction = (options: never) => unknown;

/** What a generated function takes of its caller, and hands on: also `at`, where the server itself said that it is. */
type ParametersOf<Operation extends GeneratedFunction> = Pick<
  Parameters<Operation>[0],
  Extract<keyof Parameters<Operation>[0], 'path' | 'query' | 'headers' | 'body'>
> &
  Pick<OperationOptions, 'at'>;

/** A client of one server, as the verbs use it. */
export interface Connection<Client = unknown> {
  /** For callers' own use of generated functions; the verbs do not use it. */
  readonly client: Client;
  readonly clock: Clock;
  readonly baseUrl: string;
  /** Calls one operation, such as `call(getUser, { path: { id } }, options)`. */
  call<Operation extends GeneratedFunction>(
    operation: Operation,
    parameters: ParametersOf<Operation>,
    options?: CallOptions,
  ): Promise<Result>;
}

const MAX_BODY_BYTES = 32 * 2 ** 20;

/** Wires a vendor's generated functions to the pipeline: credentials, headers, retries, typed errors. */
export function connect<Client>(
  profile: VendorProfile,
  credential: Credential,
  options: ConnectionOptions,
): Connection<Client> {
  const clock = options.clock ?? systemClock;
  const apiPaths = Object.keys(profile.operations).map((key) => key.slice(key.indexOf('/')));
  const baseUrl = parseBaseUrl(options.baseUrl, options.allowInsecureHttp, apiPaths);
  if (!options.allowUnverifiedTls) refuseUnverified(baseUrl);
  const headers: HeaderRecord = {};
  mergeHeaders(headers, profile.headers);
  mergeHeaders(headers, options.headers ?? {});
  const base = { baseUrl, headers, secretNames: profile.secretNames };

  const pipeline = createPipeline({
    clock,
    retry: options.retry || {},
    onRetry: told('onRetry', options.onRetry),
    rateLimitSignal: profile.rateLimitSignal,
    pacer: profile.pacer ?? (options.maxInFlight ? concurrencyPacer(options.maxInFlight) : undefined),
    middleware: options.middleware ?? [],
    logger: told('logger', options.logger),
    maxBodyBytes: options.maxBodyBytes ?? MAX_BODY_BYTES,
    fetch: options.fetch ?? ((url, init) => globalThis.fetch(url, init) as ReturnType<Fetch>),
  });
  const requests = requestMaker(base);
  const send = createSend(profile, credential, options, clock, pipeline);

  return {
    client: clientForCallers(base, profile, send) as Client,
    clock,
    baseUrl,
    async call(operation, parameters, callOptions) {
      // A generated function returns what its client returns, which its own types cannot say.
      const request = operation({ ...parameters, client: requests } as never) as UnsignedRequest;
      return send(request, { options: callOptions });
    },
  };
}
