import type { Bytes } from './bytes.js';
import type { Clock } from './clock.js';
import type { Call, Next } from './layer.js';
import { networkError } from './network-error.js';
import { type Incoming, readAnswer } from './read-answer.js';

/** What a transport is told of a request beside its address. */
export interface FetchInit {
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly body: string | Bytes | null;
  readonly signal: AbortSignal;
  readonly redirect: 'manual';
}

/** A function of `fetch`'s shape, such as `fetch` itself. It must not follow redirects when `redirect` is 'manual'. */
export type Fetch = (url: string, init: FetchInit) => Promise<Response>;

/** Where a transport of ours answers without making a `Response`, which costs more than the rest of an answer. */
export const DIRECT: unique symbol = Symbol('direct');
type Direct = (url: string, init: FetchInit) => Promise<Incoming>;

/**
 * The last step, one attempt: a request on the wire, and its answer read to the end, at most `maxBodyBytes` of it, within
 * `timeoutMs` or what is left until the call's deadline.
 */
export function transport(fetch: Fetch, maxBodyBytes: number, clock: Clock): Next {
  const send: Direct = (fetch as Fetch & { [DIRECT]?: Direct })[DIRECT] ?? (fetch as Direct);
  return async ({ url, method, headers, body = null }, call) => {
    const { limit } = call;
    const { signal } = limit;
    setTime(call, call.deadlineAt - clock.now());
    signal.throwIfAborted(); // no time was left
    try {
      const response = await send(url, { method, headers: { ...headers }, body, signal, redirect: 'manual' });
      return await readAnswer(response, call, maxBodyBytes);
    } catch (error) {
      throw signal.aborted ? signal.reason : networkError(error, call);
    } finally {
      limit.lift();
    }
  };
}

function setTime(call: Call, leftMs: number): void {
  const { timeoutMs } = call;
  const ms = Math.max(0, Math.min(timeoutMs, leftMs));
  call.limit.set(ms, () => {
    const which = leftMs < timeoutMs ? 'its deadline' : 'this attempt';
    return `${call.method} ${call.url} did not answer within ${ms} ms (${which}; attempt ${call.attempts})`;
  });
}
