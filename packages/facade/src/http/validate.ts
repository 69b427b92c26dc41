import { ProtocolError } from '../errors.js';
import { bytesOf } from './late-response.js';
import { type Call, outcomeAfterSending, siteOf } from './layer.js';
import { redact } from './redact.js';

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
 * Checks successes against the vendor's spec in full. The validators are loaded with the first answer. They show what
 * came by its kind only, so that no secret gets into the error.
 */
export function answerValidation(
  load: () => Promise<Validators>,
): (response: Response, call: Call) => Promise<void> {
  let loading: Promise<Validators> | undefined;
  return async (response, call) => {
    const bytes = bytesOf(response);
    if (!call.operationId || !bytes) return;
    loading ??= load();
    const { validateAnswer } = await loading;
    let body: unknown;
    try {
      body = JSON.parse(new TextDecoder().decode(bytes));
    } catch {
      return; // said better where the answer is parsed
    }
    const mismatch = validateAnswer(call.operationId, response.status, body);
    if (!mismatch) return;
    const { path, expected, got } = mismatch;
    const where = `${call.method} ${call.url} → ${response.status}`;
    throw new ProtocolError(
      `${where}: the answer breaks the contract at ${path}: expected ${expected}, got ${got}`,
      {
        site: siteOf(call),
        outcome: outcomeAfterSending(call),
        status: response.status,
        // Blotted field by field: an answer may hold a secret that the call did not know, such as a new token.
        body: JSON.stringify(redact(body, call.secrets)).slice(0, QUOTE_CHARACTERS),
      },
    );
  };
}
