import type { Bytes, HttpRequest, HttpResponse } from './types.js';

// Between our plain data and the platform's types, for code of the caller's that is written for those.

export function platformRequest({ url, method, headers, body }: HttpRequest): Request {
  return new Request(url, { method, headers: { ...headers }, body: body ?? null, redirect: 'manual' });
}

export async function bodyOfRequest(request: Request): Promise<Bytes | undefined> {
  // Not by its `body`, which Firefox does not have.
  const bytes = new Uint8Array(await request.arrayBuffer());
  return bytes.byteLength > 0 ? bytes : undefined;
}

export function platformResponse({ status, statusText, headers, bytes }: HttpResponse): Response {
  const list: [string, string][] = [];
  headers.forEach((value, name) => {
    list.push([name, value]);
  });
  const empty = bytes.byteLength === 0;
  return new Response(empty ? null : bytes, { status, statusText, headers: list });
}
