import type { VendorError } from '../http/errors/http-error.js';

/** Reads IBM's five-field error (IBM overview, API error messages); anything else says nothing. */
export function readError(body: unknown, status: number, version: string): VendorError {
  const { message, description, code } = (body ?? {}) as Record<string, unknown>;
  const said = [message, description].filter(
    (part, index, all) => typeof part === 'string' && part && all.indexOf(part) === index,
  );
  const removed = refusesVersion(status, said.join(' '));
  return {
    code: typeof code === 'number' || typeof code === 'string' ? String(code) : undefined,
    message: said.join(' — ') || undefined,
    advice: removed
      ? `The call asked for Version ${version}. versions.list() with a version that the console still serves says which ones it offers; set \`version\` to one of them.`
      : undefined,
  };
}

/** Whether a console refuses the version of a call: 422, and words about the version, since no code is documented (IBM overview). */
export function refusesVersion(status: number, words: string): boolean {
  return status === 422 && /version/i.test(words);
}
