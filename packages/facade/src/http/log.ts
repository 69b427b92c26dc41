import type { Answered, Call } from './layer.js';
import type { LogEntry } from './options.js';

const LOGGED_HEADERS =
  /^(content-(type|length|range)|retry-after|deprecated|(x-)?ratelimit-.*|x-concurrency-limit-.*|date)$/;

/** What the logger is told of a call: where it went, how it ended, and the headers that are known to be harmless. */
export function logEntry(call: Call, response: Answered | undefined, ms: number): LogEntry {
  const headers: Record<string, string> = {};
  response?.headers.forEach((value, name) => {
    if (LOGGED_HEADERS.test(name)) headers[name] = value;
  });
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
