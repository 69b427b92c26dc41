import type { Call } from './layer.js';
import { secretsIn } from './redact.js';

/** Headers that carry a credential, and so are never shown. */
const CREDENTIAL_HEADERS = ['authorization', 'sec', 'cookie', 'x-csrf-token', 'proxy-authorization'];
const SAFE = new Set(['GET', 'HEAD']);

/** One row of a vendor package's generated `operations`, keyed by method and path template. */
export interface OperationFacts {
  readonly id: string;
  readonly readsOnly?: boolean;
  /** True when a success carries no body worth reading (204). */
  readonly noContent?: boolean;
  readonly tier?: string;
}

/** What the layers are told of a request that is about to start. */
export function newCall(
  { method, url, headers }: Request,
  facts: OperationFacts | undefined,
  body: unknown,
  limits: Pick<Call, 'signal' | 'timeoutMs' | 'deadlineAt' | 'retry'>,
): Call {
  const readsOnly = SAFE.has(method) || facts?.readsOnly === true;
  return {
    operationId: facts?.id,
    method,
    url,
    readsOnly,
    idempotent: readsOnly || method === 'PUT',
    tier: facts?.tier,
    ...limits,
    secrets: [
      ...CREDENTIAL_HEADERS.flatMap((name) => secretsOfHeader(headers.get(name))),
      ...secretsIn(body),
    ],
    attempts: 0,
    uncertain: false,
  };
}

/** Takes the credentials out of a request that is done with, since the generated client hands it to the caller. */
export function dropCredentials(headers: Headers): void {
  for (const name of CREDENTIAL_HEADERS) headers.delete(name);
}

/** What must not be shown of a header: the value, the token without its scheme, Basic's password, each cookie's value. */
function secretsOfHeader(value: string | null): string[] {
  if (!value) return [];
  const token = value.replace(/^(?:basic|bearer) +/i, '');
  const cookies = [...value.matchAll(/=([^;]+)/g)].map((match) => String(match[1]));
  return [token, ...(/^basic /i.test(value) ? basicPassword(token) : cookies)];
}

function basicPassword(pair: string): string[] {
  try {
    const bytes = Uint8Array.from(atob(pair), (char) => char.charCodeAt(0));
    const text = new TextDecoder().decode(bytes);
    return [text.slice(text.indexOf(':') + 1)];
  } catch {
    return []; // a caller's own header, which need not be Base64
  }
}
