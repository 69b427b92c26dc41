import { checkOptions, oneOf } from '../input/options.js';
import { type SandboxFactory, sandboxOptionRules } from '../sandbox/sandbox.js';
import { createQlikApp } from './http/app.js';
import { errorResponse } from './http/errors.js';
import { RateTiers } from './http/rate-tiers.js';
import { credentialsProblem, tooLarge } from './http/requests.js';
import { violationError } from './http/violations.js';
import { projectFields, renderUser } from './query/projection.js';
import { createIds } from './state/ids.js';
import { applySeed } from './state/seed-input.js';
import { QlikState } from './state/state.js';

const optionRules = {
  ...sandboxOptionRules,
  rateLimits: {
    wanted: 'true, false or a factor above 0',
    fits: (value: unknown) =>
      typeof value === 'boolean' || (typeof value === 'number' && value > 0 && Number.isFinite(value)),
  },
  inviteExpiry: oneOf('seconds', 'timestamp'),
};

/**
 * A Qlik Cloud tenant. Options beside the common ones: `rateLimits` (true, or a factor on the documented tiers;
 * default off) and `inviteExpiry` (`seconds` left, the document's and the default, or `timestamp`, the present
 * reference's).
 */
export const qlikSandbox: SandboxFactory = (context, options = {}) => {
  checkOptions(options, optionRules, 'qlik');
  const { clock } = context;
  const ids = createIds(context);
  const state = new QlikState(clock.now(), options.users ?? 0);
  const factor = rateFactor(options.rateLimits);
  const rateTiers = factor === undefined ? undefined : new RateTiers(clock, factor);
  const inviteExpiry = options.inviteExpiry === 'timestamp' ? 'timestamp' : 'seconds';
  const app = createQlikApp(state, context, {
    ids,
    inviteExpiry,
    ...(rateTiers === undefined ? {} : { rateTiers }),
  });

  return {
    fetch: (request) => app.fetch(request),
    authenticate(request) {
      const problem = credentialsProblem(request);
      return problem && errorResponse(problem, new URL(request.url).pathname, ids.trace());
    },
    onTooLarge(request, maxBytes) {
      return errorResponse(tooLarge(maxBytes), new URL(request.url).pathname, ids.trace());
    },
    onViolation(violations, request) {
      const error = violationError(violations, request);
      return errorResponse(error, new URL(request.url).pathname, ids.trace());
    },
    reset() {
      state.reset(clock.now());
      rateTiers?.reset();
    },
    snapshot() {
      const { catalogue } = state;
      const rendering = { catalogue, baseUrl: '', now: clock.now(), inviteExpiry } as const;
      const render = (user: Parameters<typeof renderUser>[0]) => {
        const { links: _, ...rest } = projectFields(renderUser(user, rendering), undefined);
        return user.clientId === undefined ? rest : { ...rest, clientId: user.clientId };
      };
      return {
        tenantId: state.tenantId,
        me: state.me,
        users: state.users().map(render),
        deletedUsers: state.deletedUsers().map(render),
        roles: catalogue.roles,
        groups: catalogue.groups,
        apiKeys: state.apiKeys(),
        licenses: state.licenses().map(({ id: _, ...assignment }) => assignment),
      };
    },
    seed: (data) => applySeed(state, data, ids, clock.now()),
  };
};

/** Of the documented limits; `undefined` without limits. */
function rateFactor(option: unknown): number | undefined {
  if (option === undefined || option === false) return undefined;
  return option === true ? 1 : (option as number);
}
