import { ProtocolError } from '../errors.js';
import { kindOf } from './input.js';
import { type Answered, type Call, outcomeAfterSending, siteOf } from './layer.js';
import { redactError, redactText, secretsOf } from './redact.js';

const QUOTE_BYTES = 1024;

/** The first kilobyte of an answer, secrets blotted out, for an error. */
function quote({ bytes }: Answered, secrets: readonly string[]): string {
  // Cut after blotting out: a secret across the cut would leave its first half.
  const longest = Math.max(0, ...secrets.map((secret) => secret.length * 3));
  const text = new TextDecoder().decode(bytes.subarray(0, QUOTE_BYTES + longest));
  return redactText(text, secrets).slice(0, QUOTE_BYTES);
}

/** The error for an answer that breaks the contract; `what` says how. */
export function breach(call: Call, response: Answered, what: string, cause?: unknown): ProtocolError {
  const { status } = response;
  const secrets = secretsOf(call);
  redactError(cause, secrets);
  return new ProtocolError(`${call.method} ${call.url} → ${status}: ${redactText(what, secrets)}`, {
    site: siteOf(call),
    outcome: outcomeAfterSending(call),
    status,
    body: quote(response, secrets),
    ...(cause === undefined ? {} : { cause }),
  });
}

const MEDIA = {
  json: /^application\/(?:[\w.+-]+\+)?json\b/i,
  xml: /^(?:application|text)\/(?:[\w.+-]+\+)?xml\b/i,
} as const;
export type Media = keyof typeof MEDIA;

/** Refuses a success whose body is empty or of another media type; a missing Content-Type is let through to the parser. */
export function checkMedia(call: Call, response: Answered, media: Media): void {
  if (response.bytes.byteLength === 0) throw breach(call, response, 'the answer is empty');
  const type = response.headers.get('content-type');
  if (type && !MEDIA[media].test(type)) {
    const hint = /html/i.test(type) ? '; a login page or a proxy may be in the way, check baseUrl' : '';
    throw breach(call, response, `the answer is ${type}, expected ${media.toUpperCase()}${hint}`);
  }
}

/**
 * Refuses a success that need not say anything but says that it is none: the page of a login or a proxy. Other bodies are
 * let through, as vendors document none here or plain text (IBM 21.0, DELETE of an authorized service).
 */
export function checkVoid(call: Call, response: Answered, media: Media): void {
  if (response.bytes.byteLength === 0) return;
  if (/html/i.test(response.headers.get('content-type') ?? '')) checkMedia(call, response, media);
  if (media === 'json' && /^\s*</.test(quote(response, []))) {
    throw breach(
      call,
      response,
      'the answer looks like a web page; a login page or a proxy may be in the way, check baseUrl',
    );
  }
}

/** What a verb knows of an answer it checks. */
export interface Answer<Data> {
  readonly data: Data;
  readonly response: Answered;
  readonly call: Call;
}

/** The answer must be a list of objects. */
export function expectList<Item>({ data, response, call }: Answer<unknown>, field?: string): Item[] {
  const list =
    field && data !== null && typeof data === 'object' ? (data as Record<string, unknown>)[field] : data;
  if (!Array.isArray(list)) {
    throw breach(
      call,
      response,
      `expected ${field ? `a list in '${field}'` : 'a list'}, got ${kindOf(list)}`,
    );
  }
  for (let at = 0; at < list.length; at += 1) {
    const item = list[at];
    if (item === null || typeof item !== 'object' || Array.isArray(item))
      throw breach(call, response, `item ${at} of the list should be an object, got ${kindOf(item)}`);
  }
  return list as Item[];
}

/** The answer must be an object with the given field, such as `id`, unless the caller asked for other fields only. */
export function expectObject<Data extends object>(
  { data, response, call }: Answer<unknown>,
  required?: { readonly field: string; readonly type: 'number' | 'string' },
): Data {
  if (data === null || typeof data !== 'object' || Array.isArray(data)) {
    throw breach(call, response, `expected an object, got ${kindOf(data)}`);
  }
  if (required) {
    const value = (data as Record<string, unknown>)[required.field];
    if (typeof value !== required.type) {
      throw breach(
        call,
        response,
        `field '${required.field}' should be a ${required.type}, got ${kindOf(value)}`,
      );
    }
  }
  return data as Data;
}
