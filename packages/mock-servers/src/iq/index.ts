import type { SandboxFactory } from '../sandbox.js';
import { createIqApp } from './app.js';
import { authenticate, checkCsrf } from './auth.js';
import { textError } from './errors.js';
import { IqState } from './state.js';

/** Sonatype IQ Server, user REST API v2. Option `csrf: true`: as behind reverse-proxy authentication. */
export const iqSandbox: SandboxFactory = (_context, { users = 0, csrf = false } = {}) => {
  const state = new IqState(users);
  const app = createIqApp(state);
  const guard = (request: Request) =>
    authenticate(request, state) ?? (csrf === true ? checkCsrf(request) : undefined);
  return {
    authenticate: guard,
    fetch: (request) => guard(request) ?? app.fetch(request),
    onViolation: (violations) => textError(400, violations.map(({ message }) => message).join('\n')),
    reset: () => state.reset(),
    snapshot: () => state.snapshot(),
    seed: (data) => state.seed(data),
  };
};
