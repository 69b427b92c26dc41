import { ProtocolError } from '../../errors.js';
import { kindOf } from '../../util/check.js';
import type { Clock } from '../../util/clock.js';
import { secretsOf } from '../errors/call-secrets.js';
import { networkError } from '../errors/network-error.js';
import { darkText, outcomeAfterSending, siteOf } from '../errors/outcome.js';
import { redactError } from '../errors/redact.js';
import {
  type Bytes,
  type Call,
  type Fetch,
  type FetchInit,
  type HttpResponse,
  isOk,
  type Next,
} from '../types.js';

/** Where a transport of ours answers without making a `Response`, which costs more than the rest of an answer. */
export const DIRECT: unique symbol = Symbol('direct');
type Direct = (url: string, init: FetchInit) => Promise<Incoming>;

/** Where a transport of ours names the proxy that it goes through, without credentials. */
export const PROXY: unique symbol = Symbol('proxy');

/**
 * The last step, one attempt: a request on the wire, and its answer read to the end, at most `maxBodyBytes` of it, within
 * `timeoutMs` or what is left until the call's deadline.
 */
export function transport(fetch: Fetch, maxBodyBytes: number, clock: Clock): Next {
  const { [DIRECT]: direct, [PROXY]: proxy } = fetch as Fetch & { [DIRECT]?: Direct; [PROXY]?: string };
  const send: Direct = direct ?? (fetch as Direct);
  const through = proxy ? ` through the proxy ${proxy}` : '';
  return async ({ url, method, headers, body = null }, call) => {
    const { timer } = call;
    const { signal } = timer;
    startAttempt(call, call.deadlineAt - clock.now(), through);
    signal.throwIfAborted(); // no time was left
    try {
      const response = await send(url, { method, headers: { ...headers }, body, signal, redirect: 'manual' });
      return await readResponse(response, call, maxBodyBytes, 'fetch');
    } catch (error) {
      throw signal.aborted ? signal.reason : await networkError(error, call);
    } finally {
      timer.stopAttempt();
    }
  };
}

function startAttempt(call: Call, leftMs: number, through: string): void {
  const { timeoutMs } = call;
  const ms = Math.max(0, Math.min(timeoutMs, leftMs));
  call.timer.startAttempt(ms, () => {
    const which = leftMs < timeoutMs ? 'its deadline' : 'this attempt';
    return `${call.method} ${call.url} did not answer within ${ms} ms${through} (${which}; attempt ${call.attempts})${darkText(call)}`;
  });
}

/** What is used of a ReadableStreamDefaultReader. */
export interface ChunkReader {
  read(): Promise<{ readonly value?: Bytes | undefined }>;
  cancel(): Promise<unknown>;
}

/** What is used of a Response. */
export interface Incoming extends Omit<HttpResponse, 'bytes'> {
  readonly body: { getReader(): ChunkReader } | null;
}

const EMPTY = new Uint8Array(0);

/**
 * Reads the whole answer inside the attempt, so that a stalled body times out and a cut one can be tried again, and
 * stops at `maxBodyBytes` counted after decompression, so that a compressed bomb costs no more than an honest body.
 */
export async function readResponse(
  response: Incoming,
  call: Call,
  maxBodyBytes: number,
  giver: 'fetch' | 'a step of middleware',
): Promise<HttpResponse> {
  const wrong = flawOf(response);
  if (wrong) throw notCarried(call, `${giver} gave ${wrong}`);
  const { status, statusText, headers } = response;
  const reader = response.body?.getReader();
  if (!reader) return { status, statusText, headers, bytes: EMPTY };
  if (status < 200 || status > 599) {
    await reader.cancel().catch(() => {});
    throw broken(call, status, 'HTTP knows no such status');
  }
  const declared = Number(headers.get('content-length') ?? 0);
  if (declared > maxBodyBytes && isOk(response)) {
    await reader.cancel().catch(() => {});
    throw tooLarge(call, status, maxBodyBytes, `declares ${declared} bytes, more`);
  }
  // All bytes of a success; of an error as many as come and are allowed, since its status says enough.
  const ok = isOk(response);
  const chunks: Bytes[] = [];
  let size = 0;
  for (;;) {
    let value: Bytes | undefined;
    try {
      ({ value } = await reader.read());
    } catch (error) {
      if (call.timer.signal.aborted) throw error;
      if (!ok) break;
      redactError(error, secretsOf(call));
      throw broken(call, status, `the answer broke off after ${size} bytes`, {
        transient: true,
        cause: error,
      });
    }
    if (!value) break;
    if (size + value.byteLength > maxBodyBytes) {
      reader.cancel().catch(() => {});
      if (!ok) break;
      throw tooLarge(call, status, maxBodyBytes, 'is larger');
    }
    size += value.byteLength;
    chunks.push(value);
  }
  return { status, statusText, headers, bytes: join(chunks, size) };
}

/** What is wrong with what a function of the caller's gave for a Response. */
function flawOf(given: Incoming | undefined): string | undefined {
  if (typeof given?.status !== 'number' || typeof given.headers?.get !== 'function')
    return `no Response but ${kindOf(given)}; it has to give one, as the platform's fetch does`;
  const { body, redirected } = given as Incoming & Partial<Pick<Response, 'redirected'>>;
  if (redirected)
    return `an answer for which it followed a redirect to ${originOf(given)} although it was told not to (redirect: 'manual'): the credential may have gone there`;
  if (!body) return undefined;
  if (typeof body.getReader !== 'function')
    return 'a Response whose body cannot be read: it has to be a ReadableStream, as that of the platform is';
  return (body as { locked?: boolean }).locked || (given as { bodyUsed?: boolean }).bodyUsed
    ? 'a Response whose body was read before; each call needs a new one'
    : undefined;
}

/** Asked only where it is told: the platform writes the address anew each time. */
function originOf(response: Incoming): string {
  const { url } = response as Incoming & Partial<Pick<Response, 'url'>>;
  return url && URL.canParse(url) ? new URL(url).origin : 'another address';
}

function join(chunks: Bytes[], size: number): Bytes {
  if (chunks.length === 1 && chunks[0]) return chunks[0];
  const all = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.byteLength;
  }
  return all;
}

function broken(
  call: Call,
  status: number,
  what: string,
  options: { transient?: boolean; cause?: unknown } = {},
) {
  const { method, url } = call;
  const outcome = outcomeAfterSending(call);
  return new ProtocolError(`${method} ${url} → ${status}: ${what}`, {
    site: siteOf(call),
    outcome,
    status,
    ...options,
  });
}

/** There is no status that could be relied on. */
function notCarried(call: Call, what: string): ProtocolError {
  const { method, url } = call;
  return new ProtocolError(`${method} ${url}: ${what}`, {
    site: siteOf(call),
    outcome: outcomeAfterSending(call),
  });
}

function tooLarge(call: Call, status: number, cap: number, how: string): ProtocolError {
  const most = `the answer ${how} than the ${cap} bytes that maxBodyBytes allows`;
  return broken(call, status, `${most}; ask for smaller pages or raise it`);
}
