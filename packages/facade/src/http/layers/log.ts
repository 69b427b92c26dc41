import type { Clock } from '../../util/clock.js';
import { secretsOf } from '../errors/call-secrets.js';
import { redactText } from '../errors/redact.js';
import type { LogEntry } from '../options.js';
import type { Call, HttpResponse, Layer } from '../types.js';

const LOGGED_HEADERS =
  /^(content-(type|length|range)|retry-after|deprecated|(x-)?ratelimit-.*|x-concurrency-limit-.*|date)$/;

/** Tells the logger of each call, however it ended. */
export function logLayer(logger: (entry: LogEntry) => void, clock: Clock): Layer {
  return (next) => async (request, call) => {
    const startedAt = clock.now();
    let response: HttpResponse | undefined;
    try {
      response = await next(request, call);
      return response;
    } finally {
      logger(logEntry(call, response, clock.now() - startedAt));
    }
  };
}

/** Where a call went, how it ended, and the headers that are known to be harmless. */
function logEntry(call: Call, response: HttpResponse | undefined, ms: number): LogEntry {
  const headers: Record<string, string> = {};
  if (response) {
    const secrets = secretsOf(call);
    response.headers.forEach((value, name) => {
      if (LOGGED_HEADERS.test(name)) headers[name] = redactText(value, secrets);
    });
  }
  return {
    ...(call.operationId ? { operationId: call.operationId } : {}),
    method: call.method,
    url: call.url,
    ...(response ? { status: response.status } : {}),
    attempts: call.attempts,
    ms,
    headers,
  };
}
