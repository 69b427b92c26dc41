import { decodeAnyhow, decodeExactly } from './decode.js';
import { protocolError } from './errors/protocol-error.js';
import type { OperationFacts, ResponseReaders, VendorProfile } from './profile.js';
import type { Call, HttpResponse } from './types.js';

const MEDIA_TYPES = {
  json: /^application\/(?:[\w.+-]+\+)?json\b/i,
  xml: /^(?:application|text)\/(?:[\w.+-]+\+)?xml\b/i,
} as const;

/** What a success says: parsed JSON, or the text of XML; undefined where it need not say anything. */
export function readData(
  response: HttpResponse,
  call: Call,
  facts: OperationFacts | undefined,
  media: VendorProfile['media'],
  { checkText }: ResponseReaders,
): unknown {
  if (facts?.noContent) return checkVoid(call, response, media);
  if (response.status === 204 || call.method === 'HEAD') return undefined;
  checkMedia(call, response, media);
  const text = textOf(response, call);
  checkText?.(text, response, call);
  return media === 'json' ? parseJson(text, response, call) : text;
}

/** Refuses a success whose body is empty or of another media type; a missing Content-Type is let through to the parser. */
function checkMedia(call: Call, response: HttpResponse, media: VendorProfile['media']): void {
  if (response.bytes.byteLength === 0) throw protocolError(call, response, 'the answer is empty');
  const type = response.headers.get('content-type');
  if (type && !MEDIA_TYPES[media].test(type)) {
    const hint = /html/i.test(type) ? '; a login page or a proxy may be in the way, check baseUrl' : '';
    throw protocolError(call, response, `the answer is ${type}, expected ${media.toUpperCase()}${hint}`);
  }
}

/**
 * Refuses a success that need not say anything but says that it is none: the page of a login or a proxy. Other bodies are
 * let through, as vendors document none here or plain text (IBM, DELETE of an authorized service).
 */
function checkVoid(call: Call, response: HttpResponse, media: VendorProfile['media']): void {
  if (response.bytes.byteLength === 0) return;
  if (/html/i.test(response.headers.get('content-type') ?? '')) checkMedia(call, response, media);
  if (media === 'json' && /^\s*</.test(decodeAnyhow(response.bytes.subarray(0, 1024)))) {
    throw protocolError(
      call,
      response,
      'the answer looks like a web page; a login page or a proxy may be in the way, check baseUrl',
    );
  }
}

function textOf(response: HttpResponse, call: Call): string {
  try {
    return decodeExactly(response);
  } catch (error) {
    const type = response.headers.get('content-type') ?? 'no Content-Type';
    const what =
      error instanceof RangeError
        ? 'is of an encoding that is not known'
        : 'holds bytes that are not of its encoding';
    throw protocolError(call, response, `the answer ${what} (${type}; without a charset UTF-8 is meant)`);
  }
}

function parseJson(text: string, response: HttpResponse, call: Call): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    // V8 quotes what it could not parse, which may be any part of the answer.
    const cause = error as SyntaxError;
    cause.message = cause.message.replace(/,? ?(\.\.\.)?"[\s\S]*$/, '');
    cause.stack = `${cause.name}: ${cause.message}`;
    throw protocolError(call, response, 'the answer is not valid JSON; it may have been cut off', cause);
  }
}
