import type { Dispatcher } from 'undici';
import type { ChunkReader, Incoming } from '../http/layers/transport.js';
import { decodersFor, decompressed } from './decompress.js';
import { RawHeaders } from './raw-headers.js';
import { ResponseBody, readerOf } from './response-body.js';

const NO_BODY = new Set([204, 205, 304]);

/**
 * Sends one request and resolves when the answer's headers are there. The same as undici's `request`, without the stream
 * that it makes of each body.
 */
export function dispatch(
  dispatcher: Dispatcher,
  request: Dispatcher.DispatchOptions,
  signal: AbortSignal | undefined,
): Promise<Incoming> {
  return new Promise((resolve, reject) => {
    let controller: Dispatcher.DispatchController | undefined;
    let body: ResponseBody | undefined;
    const abort = () => {
      controller?.abort(signal?.reason);
      reject(signal?.reason);
    };
    const end = (how: { readonly error?: unknown }) => {
      signal?.removeEventListener('abort', abort);
      body?.end(how);
      if ('error' in how) reject(how.error); // to no effect where an answer has begun
    };
    signal?.addEventListener('abort', abort, { once: true });
    dispatcher.dispatch(request, {
      onRequestStart(started) {
        controller = started;
        if (signal?.aborted) started.abort(signal.reason);
      },
      onResponseStart(started, status, headers) {
        if (status < 200) return; // more is to come
        body = new ResponseBody(started);
        try {
          resolve(incoming(request.method, status, headers, body));
        } catch (error) {
          started.abort(error as Error);
        }
      },
      onResponseData(_, chunk) {
        body?.push(chunk as Buffer<ArrayBuffer>);
      },
      onResponseEnd: () => end({}),
      onResponseError: (_, error) => end({ error }),
    });
  });
}

function incoming(
  method: string,
  status: number,
  raw: Readonly<Record<string, string | string[] | undefined>>,
  body: ResponseBody,
): Incoming {
  if (status > 599)
    throw new Error(`the server answered with the status ${status}, which HTTP does not know`);
  const headers = new RawHeaders(raw);
  const empty = NO_BODY.has(status) || method === 'HEAD';
  return { status, statusText: '', headers, body: empty ? null : readable(headers, body) };
}

/** The body as it was before it was compressed. */
function readable(headers: RawHeaders, body: ResponseBody): { getReader(): ChunkReader } {
  const decoders = decodersFor(headers.get('content-encoding') ?? '');
  if (decoders.length === 0) return body;
  const stream = decompressed(body.toStream(), decoders);
  return { getReader: () => readerOf(stream) };
}
