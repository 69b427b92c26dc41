import { setTimeout as delay } from 'node:timers/promises';
import type { Fault } from './fault.js';

/** `reset`: no answer at all. `truncated`: half of the body. */
export interface Answer {
  response: Response;
  delivery: 'whole' | 'truncated' | 'reset';
}

/** Lets the fault happen around the vendor's answer. */
export async function applyFault(
  fault: Fault,
  request: Request,
  answer: () => Promise<Response>,
): Promise<Answer> {
  await wait(fault.latencyMs, request);
  if (fault.resetBefore) return { response: new Response(), delivery: 'reset' };
  const response = fault.status === undefined ? overlay(await answer(), fault) : synthetic(fault);
  if (fault.resetAfter) return { response, delivery: 'reset' };
  if (fault.truncate) return { response, delivery: 'truncated' };
  return {
    response: fault.slowBodyMs ? await trickled(response, fault.slowBodyMs) : response,
    delivery: 'whole',
  };
}

/** Milliseconds; ends at once, with the signal's own reason, when the client gives up. */
export async function wait(ms: number | undefined, { signal }: Request): Promise<void> {
  if (!ms) return;
  await delay(ms, undefined, { signal }).catch((error) => {
    throw signal.aborted ? signal.reason : error;
  });
}

function synthetic(fault: Fault): Response {
  const { status, body } = fault;
  const headers = withHeaders(new Headers(), fault);
  if (typeof body === 'object' && body !== null && !headers.has('content-type'))
    headers.set('content-type', 'application/json');
  return new Response(text(body), { status: status as number, headers });
}

function overlay(response: Response, fault: Fault): Response {
  const { body, contentType, headers } = fault;
  if (headers === undefined && contentType === undefined && body === undefined) return response;
  const { status, statusText } = response;
  return new Response(body === undefined ? response.body : text(body), {
    status,
    statusText,
    headers: withHeaders(new Headers(response.headers), fault),
  });
}

function withHeaders(all: Headers, { headers, contentType }: Fault): Headers {
  for (const [name, value] of Object.entries(headers ?? {})) all.set(name, value);
  if (contentType !== undefined) all.set('content-type', contentType);
  return all;
}

const PIECES = 10;

/** The same answer, its body in ten pieces (or one per byte) with equal waits before each. */
async function trickled(response: Response, ms: number): Promise<Response> {
  const { status, statusText, headers } = response;
  const bytes = new Uint8Array(await response.arrayBuffer());
  if (bytes.byteLength === 0) return new Response(null, { status, statusText, headers });
  const count = Math.min(PIECES, bytes.byteLength);
  const given = new AbortController();
  let sent = 0;
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      await delay(ms / count, undefined, { signal: given.signal }).catch(() => undefined);
      if (given.signal.aborted) return;
      const from = Math.floor((bytes.byteLength * sent) / count);
      sent += 1;
      controller.enqueue(bytes.slice(from, Math.floor((bytes.byteLength * sent) / count)));
      if (sent === count) controller.close();
    },
    cancel: () => given.abort(),
  });
  return new Response(body, { status, statusText, headers });
}

function text(body: unknown): string | null {
  if (body === undefined || body === null) return null;
  return typeof body === 'string' ? body : JSON.stringify(body);
}
