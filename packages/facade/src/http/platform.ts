import type { Bytes } from './bytes.js';
import type { Answered, Sending } from './layer.js';

// Between our plain data and the platform's types, for code of the caller's that is written for those.

export function requestOf({ url, method, headers, body }: Sending): Request {
  return new Request(url, { method, headers: { ...headers }, body: body ?? null, redirect: 'manual' });
}

export async function bodyOfRequest(request: Request): Promise<Bytes | undefined> {
  // Not by its `body`, which Firefox does not have.
  const bytes = new Uint8Array(await request.arrayBuffer());
  return bytes.byteLength > 0 ? bytes : undefined;
}

export function responseOf({ status, statusText, headers, bytes }: Answered): Response {
  const list: [string, string][] = [];
  headers.forEach((value, name) => {
    list.push([name, value]);
  });
  const empty = bytes.byteLength === 0;
  return new Response(empty ? null : bytes, { status, statusText, headers: list });
}
