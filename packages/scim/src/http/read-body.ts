import { ScimError } from '../protocol/errors.js';
import { type Json, parseJson } from '../protocol/json.js';

/**
 * Reads a body of JSON, no further than its limit.
 *
 * @throws ScimError 415, 413, or 400 invalidSyntax.
 */
export async function readBody(request: Request, maxBytes: number, maxDepth: number): Promise<Json> {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? '';
  if (type !== 'application/scim+json' && type !== 'application/json') {
    throw new ScimError(415, 'Send application/scim+json or application/json.');
  }
  return parseJson(await readText(request, maxBytes), maxDepth);
}

async function readText(request: Request, maxBytes: number): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const chunk of request.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes)
      throw new ScimError(413, `The body is larger than maxPayloadSize, ${maxBytes} bytes.`);
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
