import type { IHttpRequest, IHttpResponse } from '@stoplight/prism-http';
import { decodeUtf8, parseJson } from '../input/json.js';
import { readBody } from './body.js';

/** Prism's view of a request, and a request whose body is still unread. */
export interface RequestCopy {
  request: Request;
  copy: IHttpRequest;
  /** The body as text; absent when it is empty. */
  text?: string;
  /** Why the body is not the JSON that it claims to be. */
  malformed?: string;
}

const JSON_TYPE = 'application/json';

/** Whose body is not looked at; a `Request` of the platform takes none. */
const BODILESS = ['GET', 'HEAD', 'TRACE'];

/**
 * Reads the body once. The request that comes back has the same method, URL, headers and bytes. A body that says
 * nothing of its type is taken for `assumedType`.
 * @throws BodyTooLarge
 */
export async function copyRequest(
  incoming: Request,
  maxBytes: number,
  assumedType = JSON_TYPE,
): Promise<RequestCopy> {
  const hasBody = !BODILESS.includes(incoming.method);
  const bytes = hasBody ? await readBody(incoming, maxBytes) : new Uint8Array();
  return describeRequest(incoming, hasBody, bytes, assumedType);
}

/** Prism's view of a request that is answered without a look at its body. */
export function copyWithoutBody(incoming: Request): RequestCopy {
  return describeRequest(incoming, false, new Uint8Array(), JSON_TYPE);
}

function describeRequest(
  incoming: Request,
  hasBody: boolean,
  bytes: Uint8Array<ArrayBuffer>,
  assumedType: string,
): RequestCopy {
  const { method, headers, url } = incoming;
  const { pathname, searchParams } = new URL(url);
  const plainHeaders: Record<string, string> = Object.fromEntries(headers);
  // Prism looks at the media type of a body only when it knows its length.
  plainHeaders['content-length'] = String(bytes.byteLength);
  const { body, malformed, text } = parseBody(bytes, headers.get('content-type') || assumedType);
  return {
    request: hasBody
      ? new Request(url, { method, headers, ...(bytes.byteLength > 0 && { body: bytes }) })
      : incoming,
    copy: {
      method: method.toLowerCase() as IHttpRequest['method'],
      // Prism reads a comma in a path value as a list; encoded, it is part of the value.
      url: { path: pathname.replaceAll(',', '%2C'), query: queryOf(searchParams) },
      headers: plainHeaders,
      body,
    },
    ...(text === undefined ? {} : { text }),
    ...(malformed === undefined ? {} : { malformed }),
  };
}

/** Whether the percent-encoding of a path says something; Prism throws where it does not. */
export function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

/** Prism's view of a response, and the same response with its body unread. */
export interface ResponseCopy {
  response: Response;
  copy: IHttpResponse;
  /** The body as text; absent when it is empty. */
  text?: string;
}

/** Reads the body once. */
export async function copyResponse(answer: Response): Promise<ResponseCopy> {
  const { status, statusText, headers } = answer;
  const bytes = answer.body === null ? null : new Uint8Array(await answer.arrayBuffer());
  const { body, text } = parseBody(bytes ?? new Uint8Array(), headers.get('content-type') ?? 'text/plain');
  return {
    response: new Response(bytes, { status, statusText, headers }),
    copy: { statusCode: status, headers: Object.fromEntries(headers), body },
    ...(text === undefined ? {} : { text }),
  };
}

/** An empty body is `undefined`, JSON is parsed, everything else is text. */
function parseBody(
  bytes: Uint8Array,
  contentType: string,
): { body?: unknown; text?: string; malformed?: string } {
  if (bytes.byteLength === 0) return {};
  if (!/^application\/(?:[^;]+\+)?json\b/i.test(contentType)) {
    const text = new TextDecoder().decode(bytes);
    return { body: text, text };
  }
  let text: string | undefined;
  try {
    text = decodeUtf8(bytes);
    return { body: parseJson(text), text };
  } catch (error) {
    text ??= new TextDecoder().decode(bytes);
    return { body: text, text, malformed: error instanceof Error ? error.message : String(error) };
  }
}

function queryOf(params: URLSearchParams): Record<string, string | string[]> {
  const names = [...new Set(params.keys())];
  return Object.fromEntries(
    names.map((name) => {
      const values = params.getAll(name);
      return [name, values.length === 1 ? (values[0] as string) : values];
    }),
  );
}
