import { badRequest, ScimError } from '../protocol/errors.js';
import { type Json, parseJson } from '../protocol/json.js';

/**
 * Reads a body of JSON, no further than its limit. It is UTF-8 (RFC 7644 3.8): a name in another encoding would be stored
 * with wrong letters.
 *
 * @throws ScimError 415, 413, or 400 invalidSyntax.
 */
export async function readBody(request: Request, maxBytes: number, maxDepth: number): Promise<Json> {
  refuseOtherMedia(request.headers);
  return parseJson(await readText(request, maxBytes), maxDepth);
}

function refuseOtherMedia(headers: Headers): void {
  const [type = '', ...parameters] = (headers.get('content-type') ?? '')
    .split(';')
    .map((part) => part.trim().toLowerCase());
  if (type !== 'application/scim+json' && type !== 'application/json') {
    throw new ScimError(415, 'Send application/scim+json or application/json.');
  }
  const charset = parameters.find((each) => each.startsWith('charset='))?.slice('charset='.length);
  if (charset !== undefined && !/^"?utf-?8"?$/.test(charset)) {
    throw new ScimError(415, 'Send the body in UTF-8; charset names another encoding.');
  }
  if (!['', 'identity'].includes(headers.get('content-encoding')?.trim().toLowerCase() ?? '')) {
    throw new ScimError(415, 'Send the body as it is, without a Content-Encoding.');
  }
}

async function readText(request: Request, maxBytes: number): Promise<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const decode = (chunk?: Uint8Array) => {
    try {
      return decoder.decode(chunk, { stream: chunk !== undefined });
    } catch {
      throw badRequest('invalidSyntax', 'The body is not UTF-8.');
    }
  };
  let text = '';
  let bytes = 0;
  for await (const chunk of request.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes)
      throw new ScimError(413, `The body is larger than maxPayloadSize, ${maxBytes} bytes.`);
    text += decode(chunk);
  }
  return text + decode();
}
