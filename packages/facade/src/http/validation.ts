import { ProtocolError } from '../errors.js';
import { outcomeAfterSending, siteOf } from './errors/outcome.js';
import { redact } from './errors/redact.js';
import type { Call, HttpResponse } from './types.js';

const QUOTE_CHARACTERS = 1024;

/** What a vendor package's `/validators` gives: the first place where a body breaks the spec. */
export interface Validators {
  validateAnswer(
    operationId: string,
    status: number,
    body: unknown,
  ): { readonly path: string; readonly expected: string; readonly got: string } | undefined;
}

/**
 * Checks a success against the vendor's spec in full. The validators show what came by its kind only, so that no secret
 * gets into the error.
 */
export function checkInFull(
  { validateAnswer }: Validators,
  body: unknown,
  { status }: HttpResponse,
  call: Call,
): void {
  const mismatch = call.operationId && validateAnswer(call.operationId, status, body);
  if (!mismatch) return;
  const { path, expected, got } = mismatch;
  throw new ProtocolError(
    `${call.method} ${call.url} → ${status}: the answer breaks the contract at ${path}: expected ${expected}, got ${got}`,
    {
      site: siteOf(call),
      outcome: outcomeAfterSending(call),
      status,
      // Blotted field by field: an answer may hold a secret that the call did not know, such as a new token.
      body: JSON.stringify(redact(body, call)).slice(0, QUOTE_CHARACTERS),
    },
  );
}
