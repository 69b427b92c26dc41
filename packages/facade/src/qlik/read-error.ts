import type { VendorError } from '../http/errors/http-error.js';

/**
 * Reads Qlik's `{ errors: [{ code, title, detail }], traceId }`; the code is a string, and a number on invite (qlik.dev).
 * Anything else says nothing.
 */
export function readError(body: unknown): VendorError {
  const { errors, traceId } = (body ?? {}) as { errors?: unknown; traceId?: unknown };
  const list = Array.isArray(errors) ? (errors as Record<string, unknown>[]) : [];
  const first = list[0] ?? {};
  const said = [first.title, first.detail].filter((part) => typeof part === 'string' && part !== '');
  const more = list.length > 1 ? ` (and ${list.length - 1} more)` : '';
  return {
    code: typeof first.code === 'string' || typeof first.code === 'number' ? String(first.code) : undefined,
    message: said.length > 0 ? `${said.join(': ')}${more}` : undefined,
    traceId: typeof traceId === 'string' ? traceId : undefined,
  };
}
