import type { ErrorItem, PatchOperation } from '@rollcall/qlik/sdk';
import { PartialFailureError } from '../errors.js';
import { protocolError } from '../http/errors/protocol-error.js';
import { redact } from '../http/errors/redact.js';
import type { Result } from '../http/types.js';

/** What failed of an update, and what was sent. */
export interface PatchFailure {
  readonly errors: readonly ErrorItem[];
  readonly traceId?: string;
  /** All operations that were sent; Qlik does not promise to say which of them failed. */
  readonly operations: readonly PatchOperation[];
}

/**
 * 204 is a success; 207 says that some of the operations took effect and some did not, which is never a plain success.
 * @throws PartialFailureError for 207, with what Qlik said and what was sent.
 */
export function checkPatched({ data, response, call }: Result, operations: readonly PatchOperation[]): void {
  if (response.status === 204) return;
  if (response.status !== 207)
    throw protocolError(call, response, 'expected 204, or 207 for a partial success');
  const body = redact(data, call) as { errors?: unknown; traceId?: unknown } | null;
  const listed: unknown[] = Array.isArray(body?.errors) ? body.errors : [];
  const errors = listed.filter((each): each is ErrorItem => each !== null && typeof each === 'object');
  const traceId = typeof body?.traceId === 'string' ? body.traceId : undefined;
  const said = errors.map(describe).join('; ') || 'Qlik did not say why';
  throw new PartialFailureError<PatchFailure>(
    `${call.method} ${call.url} → 207: of ${operations.length} operation(s) only a part took effect: ${said}. Read the user to see what was changed.${traceId ? ` (traceId ${traceId})` : ''}`,
    { errors, ...(traceId ? { traceId } : {}), operations },
    { traceId, status: response.status },
  );
}

function describe({ code, title, detail, source }: ErrorItem): string {
  const at = textOf(source?.pointer);
  const more = textOf(detail);
  return `${textOf(code) || '?'} ${textOf(title)}${more ? ` (${more})` : ''}${at ? ` at ${at}` : ''}`.trim();
}

/** Qlik's words where they are words; anything else says nothing. */
function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value).slice(0, 300) : '';
}
