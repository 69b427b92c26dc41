import { ScimError } from '../protocol/errors.js';

/** Seconds after which a client may ask again, where the vendor named none. */
const RETRY_AFTER = 30;

/** Asks the client to come back: RFC 9110 10.2.3, in whole seconds, which is what Okta reads. */
export const later = (detail: string, afterMs = RETRY_AFTER * 1000, status = 503): ScimError =>
  new ScimError(status, detail, undefined, { 'Retry-After': String(Math.max(1, Math.ceil(afterMs / 1000))) });

/**
 * What a client is told when the vendor failed. Nothing of the vendor's answer is shown: it may hold names, addresses
 * and versions. The audit line has the error's name and status.
 */
export function vendorError(error: unknown): ScimError {
  if (error instanceof ScimError) return error;
  // What stopped a removal says what it means for the client.
  if (error instanceof Error && error.name === 'RemovalStoppedError') return vendorError(error.cause);
  // Refused before anything was sent, in our own words: a role that is not there, a name that is no name.
  if (error instanceof Error && error.name === 'InvalidInputError') {
    return new ScimError(400, error.message, 'invalidValue');
  }
  const { status, retryAfterMs } = facts(error);
  if (status === 429 || isPaced(error)) return later('The system is busy.', retryAfterMs, 429);
  if (status === 401 || status === 403) {
    return new ScimError(502, "The system refuses the bridge's own credential; its operator has to look.");
  }
  if (status === 409) return new ScimError(409, 'The system has such an account already.', 'uniqueness');
  if (status !== undefined && status >= 400 && status < 500 && status !== 408) {
    return new ScimError(400, 'The system does not take these values.', 'invalidValue');
  }
  return later('The system cannot be asked now, or did not say what came of it.', retryAfterMs);
}

/**
 * True for a call that `pace` held back: it timed out, and says when there is room again, or that it was not sent when its
 * time ended in the line.
 */
export function isPaced(error: unknown): boolean {
  if (!(error instanceof Error) || error.name !== 'TimeoutError') return false;
  return (
    typeof facts(error).retryAfterMs === 'number' || ('outcome' in error && error.outcome === 'not-sent')
  );
}

/** `HttpError` of the facade has status and time; the bridge knows it by them. */
function facts(error: unknown): { status?: number; retryAfterMs?: number } {
  if (!(error instanceof Error)) return {};
  const { status, retryAfterMs } = error as { status?: unknown; retryAfterMs?: unknown };
  return {
    ...(typeof status === 'number' && { status }),
    ...(typeof retryAfterMs === 'number' && { retryAfterMs }),
  };
}
