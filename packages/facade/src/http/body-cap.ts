import { ProtocolError } from '../errors.js';
import { type Call, type Layer, outcomeAfterSending, siteOf } from './layer.js';

/** An answer whose bytes are at hand, so that an error can quote it after its body was read. */
export class BufferedResponse extends Response {
  readonly buffered: Uint8Array<ArrayBuffer>;

  constructor(bytes: Uint8Array<ArrayBuffer>, { status, statusText, headers }: Response) {
    super(bytes, { status, statusText, headers });
    this.buffered = bytes;
  }
}

const NO_BODY = new Set([101, 204, 205, 304]);

/**
 * Reads the whole answer inside the attempt, so that a stalled body times out and a cut one can be tried again, and
 * stops at `maxBodyBytes` counted after decompression, so that a compressed bomb costs no more than an honest body.
 */
export function bodyCapLayer(maxBodyBytes: number): Layer {
  return async (request, next, call) => {
    const response = await next(request, call);
    if (!response.body || NO_BODY.has(response.status) || response.type === 'opaqueredirect') return response;
    const declared = Number(response.headers.get('content-length') ?? 0);
    if (declared > maxBodyBytes) {
      await response.body.cancel().catch(() => {});
      throw tooLarge(call, response.status, maxBodyBytes, `declares ${declared} bytes, more`);
    }
    const bytes = await readAll(response, call, maxBodyBytes);
    return new BufferedResponse(bytes, response);
  };
}

async function readAll(
  response: Response,
  call: Call,
  maxBodyBytes: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const reader = (response.body as ReadableStream<Uint8Array<ArrayBuffer>>).getReader();
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      size += value.byteLength;
      if (size > maxBodyBytes) {
        reader.cancel().catch(() => {});
        throw tooLarge(call, response.status, maxBodyBytes, 'is larger');
      }
      chunks.push(value);
    }
  } catch (error) {
    if (error instanceof ProtocolError || call.signal?.aborted) throw error;
    throw new ProtocolError(
      `${call.method} ${call.url} → ${response.status}: the answer broke off after ${size} bytes`,
      {
        site: siteOf(call),
        outcome: outcomeAfterSending(call),
        status: response.status,
        transient: true,
        cause: error,
      },
    );
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

function tooLarge(call: Call, status: number, cap: number, how: string): ProtocolError {
  return new ProtocolError(
    `${call.method} ${call.url} → ${status}: the answer ${how} than the ${cap} bytes that maxBodyBytes allows; ask for smaller pages or raise it`,
    { site: siteOf(call), outcome: outcomeAfterSending(call), status },
  );
}
