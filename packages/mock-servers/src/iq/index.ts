import type { Violation } from '../contract/violation.js';
import { violationText } from '../contract/violation-text.js';
import { boolean, checkOptions } from '../input/options.js';
import { type SandboxFactory, sandboxOptionRules } from '../sandbox/sandbox.js';
import { createIqApp } from './http/app.js';
import { authenticate, checkCsrf } from './http/auth.js';
import { textError } from './http/errors.js';
import { applySeed } from './state/seed-input.js';
import { IqState } from './state/state.js';

const optionRules = {
  ...sandboxOptionRules,
  csrf: boolean,
  release: {
    wanted: 'a release such as 1.201.0-02',
    fits: (value: unknown) => typeof value === 'string' && /^[\w.-]+$/.test(value),
  },
};

/** What a server in the field was seen to say (third party). */
const DEFAULT_RELEASE = '1.201.0-02';

/**
 * Sonatype IQ Server, REST API v2: users, roles and who has them, tokens. Options: `csrf: true`, as behind reverse-proxy authentication; `release`, which
 * every answer names in `Server: NexusIQ/…`, where Sonatype's Terraform provider reads it.
 */
export const iqSandbox: SandboxFactory = (_context, options = {}) => {
  checkOptions(options, optionRules, 'iq');
  const { users = 0, csrf = false, release = DEFAULT_RELEASE } = options;
  const named = (response: Response): Response => {
    response.headers.set('server', `NexusIQ/${release}`);
    return response;
  };
  const state = new IqState(users);
  const app = createIqApp(state);
  const guard = (request: Request) =>
    authenticate(request, state) ?? (csrf === true ? checkCsrf(request) : undefined);
  return {
    authenticate: (request) => {
      const refused = guard(request);
      return refused && named(refused);
    },
    fetch: async (request) => named(guard(request) ?? (await app.fetch(request))),
    onViolation: (violations) => named(violationError(violations)),
    onTooLarge: () => named(textError(413, 'HTTP 413 Request Entity Too Large')),
    reset: () => state.reset(),
    snapshot: () => state.snapshot(),
    seed: (data) => applySeed(state, data),
  };
};

/** A line for each problem; 415 for a body of another media type, unconfirmed as all error statuses. */
function violationError(violations: readonly Violation[]): Response {
  if (violations.some(({ message }) => message.startsWith('Supported content types'))) {
    return textError(415, 'HTTP 415 Unsupported Media Type');
  }
  return textError(400, violations.map(violationText).join('\n'));
}
