import { randomUUID } from 'node:crypto';
import { runBulk } from './bulk/run-bulk.js';
import { checkOptions } from './check-options.js';
import type { RequestContext, SystemContext } from './context.js';
import { discover } from './discovery/discovery-routes.js';
import { authenticate } from './http/authenticate.js';
import { RateLimit } from './http/rate-limit.js';
import { respondError } from './http/respond.js';
import { vendorError } from './http/vendor-error.js';
import { type JwtVerifier, jwtVerifier } from './http/verify-jwt.js';
import type { ScimOptions, ScimSystem } from './options.js';
import { perform } from './perform.js';
import { ScimError } from './protocol/errors.js';
import { wantedBy } from './route.js';
import { systemContext } from './system-context.js';

const REQUEST_TIMEOUT_MS = 50_000;
const REQUESTS_PER_SECOND = 50;

/** A SCIM 2.0 server as a function from request to answer. */
export interface Scim {
  fetch(request: Request): Promise<Response>;
}

/**
 * Serves each system under `/scim/v2/<name>`. Behind any server that speaks `Request` and `Response`.
 *
 * @param systems By name, as it stands in addresses.
 * @throws TypeError for what cannot be: a hash that is none, a policy that is not known, a mapping that the vendor lacks.
 * @example
 * const scim = createScim(
 *   { qlik: { accounts } },
 *   { store: sqliteStore('state.db'), tokens: [{ name: 'entra', sha256: hashToken(token) }] },
 * );
 * serve({ fetch: scim.fetch, port: 8880 });
 */
export function createScim(systems: Readonly<Record<string, ScimSystem>>, options: ScimOptions): Scim {
  checkOptions(systems, options);
  const contexts = new Map(
    Object.entries(systems).map(([name, system]) => [name, systemContext(name, system, options)]),
  );
  const { now = Date.now, requestsPerSecond = REQUESTS_PER_SECOND } = options;
  const gate: Gate = {
    rateLimit: new RateLimit(requestsPerSecond, now),
    jwt: options.jwt && jwtVerifier(options.jwt, now),
  };
  return {
    fetch: async (request) => {
      try {
        return await serve(request, contexts, options, gate);
      } catch (error) {
        return respondError(vendorError(error));
      }
    },
  };
}

/** What a request passes before it is looked at. */
interface Gate {
  rateLimit: RateLimit;
  jwt: JwtVerifier | undefined;
}

async function serve(
  request: Request,
  contexts: ReadonlyMap<string, SystemContext>,
  options: ScimOptions,
  { rateLimit, jwt }: Gate,
): Promise<Response> {
  const url = new URL(request.url);
  const [, prefix, version, name = '', ...rest] = url.pathname.split('/');
  const path = `/${rest.join('/').replace(/\/$/, '')}`;
  const base = `${(options.baseUrl ?? url.origin).replace(/\/$/, '')}/scim/v2/${name}`;
  const system = contexts.get(name);
  const isOurs = prefix === 'scim' && version === 'v2' && system !== undefined;
  if (isOurs && request.method === 'GET') {
    const document = discover(system, base, url, path);
    if (document) return document;
  }
  const authorization = request.headers.get('authorization') ?? undefined;
  const client = await authenticate(authorization, options.tokens, jwt);
  rateLimit.count(client.name);
  if (prefix === 'scim' && version !== undefined && version !== 'v2' && /^v\d/.test(version)) {
    throw new ScimError(400, 'This server speaks version v2.', 'invalidVers');
  }
  // A token for another system is told what a token is told that asks for a system that is not there.
  if (!isOurs || (client.systems && !client.systems.includes(name))) {
    throw new ScimError(404, 'There is nothing at this address.');
  }
  const context = requestContext(request, { base, system, client }, options);
  const wanted = wantedBy(request, { url, path }, system);
  const answer =
    path === '/Bulk' ? await runBulk(context, request.method, wanted.body) : await perform(context, wanted);
  answer.headers.set('X-Request-Id', context.requestId);
  return answer;
}

function requestContext(
  request: Request,
  place: Pick<RequestContext, 'base' | 'system' | 'client'>,
  { audit, now = Date.now, requestTimeoutMs = REQUEST_TIMEOUT_MS }: ScimOptions,
): RequestContext {
  return {
    ...place,
    requestId: randomUUID(),
    signal: AbortSignal.any([request.signal, AbortSignal.timeout(requestTimeoutMs)]),
    note: {},
    audit: audit ?? (() => {}),
    now,
  };
}
