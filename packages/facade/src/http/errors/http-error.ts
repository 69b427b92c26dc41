import { HttpError } from '../../errors.js';
import { decodeAnyhow } from '../decode.js';
import type { Call, HttpResponse } from '../types.js';
import { secretsOf } from './call-secrets.js';
import { isTransient, outcomeOfStatus, siteOf } from './outcome.js';
import { redact, redactedStart, redactText } from './redact.js';

/** What a vendor says about an error, read from its body by the vendor's own reader. */
export interface VendorError {
  readonly code?: string | undefined;
  readonly message?: string | undefined;
  readonly traceId?: string | undefined;
  /** What the vendor's documents say to do. */
  readonly advice?: string | undefined;
}

/** `body` is the parsed JSON, or the whole text of anything else. */
export type ErrorReader = (body: unknown, status: number, call: Call) => VendorError;

const LONGEST_MESSAGE = 600;

const ADVICE: Record<number, string> = {
  401: 'The credential was not accepted: check that it is the right one for this server and has not expired.',
  403: 'The credential is known but not allowed to do this: check its role.',
  407: 'A proxy on the way wants credentials: see nodeTransport({ proxy }) of @rollcall/facade/node.',
  410: 'This endpoint was removed from the API version asked for.',
  511: 'A network on the way wants somebody to log in (a captive portal): open a web page on this machine.',
};
/** What servers that speak TLS on a port answer to plain HTTP there (nginx, Apache, Tomcat). */
const WANTS_TLS = /plain HTTP request was sent to HTTPS|plain HTTP to an SSL-enabled|requires TLS/i;
const NO_API =
  "The answer is a web page and not the API's: check host and path in baseUrl, and whether a proxy is in the way.";

/** Turns a refused answer into a typed error. Any body will do: JSON, HTML, empty or cut. */
export function httpError(
  response: HttpResponse,
  call: Call,
  readError: ErrorReader,
  { advice, waitMs }: { readonly advice: string | undefined; readonly waitMs: number | undefined },
): HttpError {
  const text = decodeAnyhow(response.bytes);
  const parsed = parse(text);
  // Blotted out before anybody reads or cuts it: codes are shown too, and a cut secret is no longer found.
  const secrets = secretsOf(call);
  const clean = parsed === undefined ? redactText(text, secrets) : redact(parsed, call);
  const body = parsed === undefined ? redactedStart(text, secrets, 1024) : clean;
  const vendor = readError(clean ?? text, response.status, call);
  const message = vendor.message && tidied(vendor.message);
  const outcome = outcomeOfStatus(response.status, call, waitMs);
  const parts = [
    `${call.method} ${call.url} → ${response.status}`,
    vendor.code && vendor.code !== String(response.status) ? ` (code ${vendor.code.slice(0, 100)})` : '',
    message ? `: ${message}.` : '.',
    waitMs === undefined ? '' : ` The server asks to wait ${Math.ceil(waitMs / 1000)} s.`,
    outcome === 'unknown' ? ' It may or may not have taken effect: look before you send it again.' : '',
    advise(advice ?? vendor.advice ?? ADVICE[response.status] ?? aboutPage(text, response.status)),
    call.attempts > 1 ? ` (${call.attempts} attempts)` : '',
  ];
  const error = new HttpError(parts.join(''), {
    site: siteOf(call),
    outcome,
    transient: isTransient(response.status),
    status: response.status,
    body,
    vendorCode: vendor.code?.slice(0, 200),
    traceId: vendor.traceId,
    retryAfterMs: waitMs,
  });
  const contentRange = response.status === 416 ? response.headers.get('content-range') : null;
  if (contentRange !== null)
    Object.defineProperty(error, 'contentRange', { value: redactText(contentRange, secrets) });
  return error;
}

/** Cut before it is tidied, which takes longer the longer it is. */
function tidied(message: string): string {
  const cut = message.length > LONGEST_MESSAGE ? `${message.slice(0, LONGEST_MESSAGE)}…` : message;
  let end = cut.length;
  while (end > 0 && /[.\s]/.test(cut.charAt(end - 1))) end -= 1;
  return cut.slice(0, end);
}

/** What a web page in the place of an error tells. */
function aboutPage(text: string, status: number): string | undefined {
  const start = text.slice(0, 2048);
  if (status === 400 && WANTS_TLS.test(start)) return 'The port speaks TLS: write https:// in baseUrl.';
  return status === 404 && /^\s*<(?:!doctype html|html)/i.test(start) ? NO_API : undefined;
}

function advise(advice: string | undefined): string {
  return advice ? ` ${advice}` : '';
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
