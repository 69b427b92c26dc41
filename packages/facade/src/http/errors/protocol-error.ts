import { ProtocolError } from '../../errors.js';
import { decodeAnyhow } from '../decode.js';
import type { Call, HttpResponse } from '../types.js';
import { type Secrets, secretsOf } from './call-secrets.js';
import { outcomeAfterSending, siteOf } from './outcome.js';
import { redactError, redactedStart, redactText } from './redact.js';

const QUOTED = 1024;
const LONGEST_WHAT = 600;

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
  return new ProtocolError(
    `${call.method} ${call.url} → ${status}: ${redactText(what, secrets).slice(0, LONGEST_WHAT)}`,
    {
      site: siteOf(call),
      outcome: outcomeAfterSending(call),
      status,
      body: quoteOf(response, secrets),
      ...(cause === undefined ? {} : { cause }),
    },
  );
}

/** The first kilobyte of a response, secrets blotted out, for an error. */
function quoteOf({ bytes }: HttpResponse, secrets: Secrets): string {
  return redactedStart(decodeAnyhow(bytes.subarray(0, 16 * QUOTED)), secrets, QUOTED);
}
