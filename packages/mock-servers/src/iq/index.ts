import type { Violation } from '../contract/violation.js';
import { violationText } from '../contract/violation-text.js';
import { boolean, checkOptions } from '../input/options.js';
import { type SandboxFactory, sandboxOptionRules } from '../sandbox/sandbox.js';
import { createIqApp } from './app.js';
import { authenticate, checkCsrf } from './auth.js';
import { textError } from './errors.js';
import { IqState } from './state.js';

const optionRules = { ...sandboxOptionRules, csrf: boolean };

/** Sonatype IQ Server, user REST API v2. Option `csrf: true`: as behind reverse-proxy authentication. */
export const iqSandbox: SandboxFactory = (_context, options = {}) => {
  checkOptions(options, optionRules, 'iq');
  const { users = 0, csrf = false } = options;
  const state = new IqState(users);
  const app = createIqApp(state);
  const guard = (request: Request) =>
    authenticate(request, state) ?? (csrf === true ? checkCsrf(request) : undefined);
  return {
    authenticate: guard,
    fetch: (request) => guard(request) ?? app.fetch(request),
    onViolation: (violations) => violationError(violations),
    onTooLarge: () => textError(413, 'HTTP 413 Request Entity Too Large'),
    reset: () => state.reset(),
    snapshot: () => state.snapshot(),
    seed: (data) => state.seed(data),
  };
};

/** A line for each problem; 415 for a body of another media type, unconfirmed as all error statuses. */
function violationError(violations: readonly Violation[]): Response {
  if (violations.some(({ message }) => message.startsWith('Supported content types'))) {
    return textError(415, 'HTTP 415 Unsupported Media Type');
  }
  return textError(400, violations.map(violationText).join('\n'));
}
