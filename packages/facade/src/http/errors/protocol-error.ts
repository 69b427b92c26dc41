import { ProtocolError } from '../../errors.js';
import type { Call, HttpResponse } from '../types.js';
import { outcomeAfterSending, siteOf } from './outcome.js';
import { redactError, redactText, secretsOf } from './redact.js';

const QUOTE_BYTES = 1024;

/** The error for a response that breaks the contract; `what` says how. */
export function protocolError(
  call: Call,
  response: HttpResponse,
  what: string,
  cause?: unknown,
): ProtocolError {
  const { status } = response;
  const secrets = secretsOf(call);
  redactError(cause, secrets);
  return new ProtocolError(`${call.method} ${call.url} → ${status}: ${redactText(what, secrets)}`, {
    site: siteOf(call),
    outcome: outcomeAfterSending(call),
    status,
    body: quoteOf(response, secrets),
    ...(cause === undefined ? {} : { cause }),
  });
}

/** The first kilobyte of a response, secrets blotted out, for an error. */
function quoteOf({ bytes }: HttpResponse, secrets: readonly string[]): string {
  // Cut after blotting out: a secret across the cut would leave its first half.
  const longest = Math.max(0, ...secrets.map((secret) => secret.length * 3));
  const text = new TextDecoder().decode(bytes.subarray(0, QUOTE_BYTES + longest));
  return redactText(text, secrets).slice(0, QUOTE_BYTES);
}
