import type { Violation } from '../contract/violation.js';
import { violationText } from '../contract/violation-text.js';
import { boolean, checkOptions, object } from '../input/options.js';
import { type SandboxFactory, sandboxOptionRules } from '../sandbox/sandbox.js';
import { errorBody, refusalBody, SCHEMA_PATH, xmlAnswer } from './http/answer.js';
import { checkEnvelope, createQualysSaqApp } from './http/app.js';
import { checkCredentials, page } from './http/gateway.js';
import { createLimiter, readRateLimit } from './http/rate-limit.js';
import { invalidRequest, invalidXml, Refusal } from './http/refusal.js';
import { isTagSearch, tagRefusal } from './tags/tag-search.js';
import { DOCUMENTED, generatedUsers } from './users/seed-users.js';
import { Users } from './users/users.js';

const optionRules = {
  ...sandboxOptionRules,
  rateLimit: object('{ limit, perSeconds, status? }'),
  requireXRequestedWith: boolean,
};

/**
 * Qualys SAQ 1.0, users and the tags that they can have. Option `rateLimit: { limit, perSeconds, status? }`: refuses further calls with 409 (or
 * 429) and X-RateLimit-ToWait-Sec; `requireXRequestedWith: false`: takes calls without that header, too. Every request and every answer is checked against saq.xsd.
 */
export const qualysSaqSandbox: SandboxFactory = ({ clock, random, baseUrl }, options = {}) => {
  checkOptions(options, optionRules, 'qualys-saq');
  const users = new Users([...DOCUMENTED, ...generatedUsers(options.users ?? 0, random)], random);
  const limiter = createLimiter(clock, readRateLimit(options.rateLimit));
  const strictHeader = options.requireXRequestedWith !== false;
  const app = createQualysSaqApp(users, baseUrl, strictHeader);
  const guard = (request: Request) => authenticate(request, baseUrl(request));

  async function fetch(request: Request): Promise<Response> {
    const stopped = guard(request);
    if (stopped !== undefined) return stopped;
    const { headers, refused } = limiter.take();
    if (refused !== undefined) {
      const wait = 'Wait as long as the header X-RateLimit-ToWait-Sec says.';
      const body = errorBody('INVALID_REQUEST', 'Too many calls were made.', wait);
      return xmlAnswer(request, baseUrl(request), body, { status: refused, headers });
    }
    const response = await app.fetch(request);
    if (response.ok) for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
    return response;
  }

  return {
    authenticate: guard,
    fetch,
    onViolation: (violations, request) =>
      refuseViolation(violations, request, baseUrl(request), strictHeader),
    onTooLarge: () => page(413, 'Content Too Large', 'The body of the request is too large.'),
    reset() {
      users.reset();
      limiter.reset();
    },
    snapshot: () => users.snapshot(),
    seed: (data) => users.seed(data),
  };
};

/**
 * Unconfirmed, since both forms are documented and neither is tied to a case: without credentials the gateway's
 * page, with wrong ones the platform's XML. The schema is open to validators, which send no credentials.
 */
function authenticate(request: Request, origin: string): Response | undefined {
  if (request.method === 'GET' && new URL(request.url).pathname === SCHEMA_PATH) return undefined;
  const headers = { 'www-authenticate': 'Basic realm="Qualys"' };
  switch (checkCredentials(request)) {
    case 'ok':
      return undefined;
    case 'missing':
      return page(401, 'Unauthorized', 'Sign in with a valid account.', headers);
    case 'wrong': {
      const resolution = 'Check the credentials of the API user.';
      const body = errorBody('INVALID_CREDENTIALS', 'User name or password is wrong.', resolution);
      return xmlAnswer(request, origin, body, { status: 401, headers });
    }
    case 'forbidden': {
      const resolution = 'Have the SAQ module and the API ACCESS permission enabled for it.';
      const body = errorBody('INVALID_REQUEST', 'This account has no access to the SAQ API.', resolution);
      return xmlAnswer(request, origin, body, { status: 403 });
    }
  }
}

/** A request that breaks the OpenAPI document gets the answer it would get without the check. */
function refuseViolation(
  violations: readonly Violation[],
  request: Request,
  origin: string,
  strictHeader: boolean,
): Response {
  try {
    const refused = checkEnvelope(request, strictHeader);
    if (refused !== undefined) return refused;
    if (violations[0]?.location.startsWith('path')) throw invalidRequest('The id in the path is not an id.');
    if (request.body === null && !isTagSearch(request)) throw invalidXml('The request has no body.');
    throw invalidRequest(violations.map(violationText).join(' '));
  } catch (error) {
    if (error instanceof Refusal && isTagSearch(request)) return tagRefusal(error);
    if (error instanceof Refusal) return xmlAnswer(request, origin, refusalBody(error));
    throw error;
  }
}
