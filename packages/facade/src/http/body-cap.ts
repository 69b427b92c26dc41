import { ProtocolError } from '../errors.js';
import { type ChunkReader, lateBodyOf, responseOf } from './late-response.js';
import { type Call, type Layer, outcomeAfterSending, siteOf } from './layer.js';
import { redactError } from './redact.js';

const NO_BODY = new Set([101, 204, 205, 304]);

/**
 * Reads the whole answer inside the attempt, so that a stalled body times out and a cut one can be tried again, and
 * stops at `maxBodyBytes` counted after decompression, so that a compressed bomb costs no more than an honest body.
 */
export function bodyCapLayer(maxBodyBytes: number): Layer {
  return async (request, next, call) => buffer(await next(request, call), call, maxBodyBytes);
}

/** The same answer with its bytes at hand; one that has no body, or is at hand already, as it is. */
export async function buffer(response: Response, call: Call, maxBodyBytes: number): Promise<Response> {
  const late = lateBodyOf(response);
  if (late?.bytes || NO_BODY.has(response.status) || response.type === 'opaqueredirect') return response;
  const reader = late?.reader?.() ?? (response.body?.getReader() as ChunkReader | undefined);
  if (!reader) return response;
  if (response.status < 200 || response.status > 599) {
    await reader.cancel().catch(() => {});
    throw broken(call, response.status, 'HTTP knows no such status');
  }
  const declared = Number(response.headers.get('content-length') ?? 0);
  if (declared > maxBodyBytes && response.ok) {
    await reader.cancel().catch(() => {});
    throw tooLarge(call, response.status, maxBodyBytes, `declares ${declared} bytes, more`);
  }
  const bytes = await readAll(reader, response, call, maxBodyBytes);
  return responseOf({ bytes, open: () => bytes }, response);
}

/** All bytes of a success; of an error as many as come and are allowed, since its status says enough. */
async function readAll(
  reader: ChunkReader,
  response: Response,
  call: Call,
  maxBodyBytes: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  for (;;) {
    let value: Uint8Array<ArrayBuffer> | undefined;
    try {
      ({ value } = await reader.read());
    } catch (error) {
      if (call.signal?.aborted) throw error;
      if (!response.ok) break;
      redactError(error, call.secrets);
      throw broken(call, response.status, `the answer broke off after ${size} bytes`, {
        transient: true,
        cause: error,
      });
    }
    if (!value) break;
    if (size + value.byteLength > maxBodyBytes) {
      reader.cancel().catch(() => {});
      if (!response.ok) break;
      throw tooLarge(call, response.status, maxBodyBytes, 'is larger');
    }
    size += value.byteLength;
    chunks.push(value);
  }
  return join(chunks, size);
}

function join(chunks: Uint8Array<ArrayBuffer>[], size: number): Uint8Array<ArrayBuffer> {
  if (chunks.length === 1 && chunks[0]) return chunks[0];
  const all = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.byteLength;
  }
  return all;
}

function broken(
  call: Call,
  status: number,
  what: string,
  options: { transient?: boolean; cause?: unknown } = {},
) {
  const { method, url } = call;
  const outcome = outcomeAfterSending(call);
  return new ProtocolError(`${method} ${url} → ${status}: ${what}`, {
    site: siteOf(call),
    outcome,
    status,
    ...options,
  });
}

function tooLarge(call: Call, status: number, cap: number, how: string): ProtocolError {
  const most = `the answer ${how} than the ${cap} bytes that maxBodyBytes allows`;
  return broken(call, status, `${most}; ask for smaller pages or raise it`);
}
