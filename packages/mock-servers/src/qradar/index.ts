import type { SandboxFactory } from '../sandbox/sandbox.js';
import type { OperationId } from '../vendor/vendors.js';
import { createQRadarApp, settle } from './http/app.js';
import { authenticate } from './http/auth.js';
import { corsHeaders } from './http/cors.js';
import { ApiError, CODES, errorResponse } from './http/errors.js';
import { sessionCookie } from './http/session.js';
import { violationResponse } from './http/violations.js';
import { type QRadarOptions, settingsFrom } from './state/options.js';
import { isServed } from './state/resources.js';
import { applySeed } from './state/seed-input.js';
import { snapshotOf } from './state/snapshot.js';
import { QRadarState } from './state/state.js';
import { noteLogin } from './system/login-attempts.js';

export type { QRadarOptions } from './state/options.js';

/**
 * A QRadar console in memory: the guide's users under `/api/config`, IBM's staging and deploy beside them, or only
 * one of the two (`resources`).
 * Signs in `SEC: sandbox-token`, `admin`/`admin123`, `jdoe`/`jdoe123`, and every user and service made later.
 */
export const qradarSandbox: SandboxFactory = (context, options) => {
  const settings = settingsFrom(options as QRadarOptions | undefined);
  const state = new QRadarState(settings, context);
  const app = createQRadarApp(state);
  return {
    fetch: (request) => app.fetch(request),
    authenticate: (request) => {
      if (request.method === 'OPTIONS') return undefined;
      settle(state);
      try {
        authenticate(request, state);
        return undefined;
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        noteLogin(request, state, 'FAILURE');
        const response = errorResponse(error);
        for (const [name, value] of Object.entries(corsHeaders(request, settings.allowedOrigins))) {
          response.headers.set(name, value);
        }
        return response;
      }
    },
    isAbsent: (operationId) => !isServed(operationId as OperationId<'qradar'>, settings.resources),
    onViolation: (violations, request) => {
      const response = violationResponse(violations, request);
      response.headers.set('Set-Cookie', sessionCookie(authenticate(request, state), state));
      return response;
    },
    onTooLarge: (_request, maxBytes) =>
      errorResponse(new ApiError(413, CODES.tooLarge, `The body is longer than ${maxBytes} bytes.`)),
    reset: () => state.reset(),
    snapshot: () => {
      settle(state);
      return snapshotOf(state);
    },
    seed: (data) => applySeed(state, data),
  };
};
