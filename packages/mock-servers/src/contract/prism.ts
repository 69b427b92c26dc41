import { createInstance, type IHttpConfig, ProblemJsonError } from '@stoplight/prism-http';
import preferences from '@stoplight/prism-http-server/dist/getHttpConfigFromRequest.js';
import serializer from '@stoplight/prism-http-server/dist/serialize.js';
import type { Operation } from '../spec/operation.js';
import { BodyTooLarge, DEFAULT_MAX_BODY_BYTES } from './body.js';
import { UNDECODABLE } from './diagnostics.js';
import { copyRequest, isDecodable, type RequestCopy } from './exchange.js';
import { silentLogger } from './prism-logger.js';

const config: IHttpConfig = {
  isProxy: false,
  upstreamProxy: undefined,
  errors: false,
  checkSecurity: true,
  validateRequest: true,
  validateResponse: true,
  mock: { dynamic: false },
};

/**
 * What `prism mock` answers, without its server: examples from the spec, chosen by `Prefer: code=404` or
 * `Prefer: example=name`, and Prism's own problem+json for a bad request.
 */
export function createPrismMock(operations: Operation[], maxBodyBytes = DEFAULT_MAX_BODY_BYTES) {
  const prism = createInstance(config, { logger: silentLogger });
  return async (incoming: Request): Promise<Response> => {
    let copied: RequestCopy;
    try {
      copied = await copyRequest(incoming, maxBodyBytes);
    } catch (error) {
      if (!(error instanceof BodyTooLarge)) throw error;
      return problem(new ProblemJsonError('BODY_TOO_LARGE', 'Body is too large', 413, error.message));
    }
    const { copy, malformed } = copied;
    // Stock Prism never answers a body that does not parse.
    if (malformed !== undefined) {
      return problem(new ProblemJsonError('MALFORMED_BODY', 'Body is not JSON', 400, malformed));
    }
    const preferred = preferences.getHttpConfigFromRequest(copy);
    if (preferred._tag === 'Left') return problem(preferred.left);
    const asked = { ...config, mock: { ...config.mock, ...definedOnly(preferred.right) } };
    // Prism throws at once at some of it, so that a catch of the promise would come too late.
    const ask = async () => prism.request(copy, operations, asked)();
    const result = await ask().catch((error: Error) => unreadable(copy, error));
    if (result._tag === 'Left') return problem(result.left);
    const { statusCode, body } = result.right.output;
    // Prism spells names as it likes, `Content-type` among them.
    const headers = new Headers(stringValues(result.right.output.headers ?? {}));
    const hasBody = ![204, 205, 304].includes(statusCode);
    const text = hasBody ? serializer.serialize(body, headers.get('content-type') ?? undefined) : undefined;
    return new Response(text === undefined ? null : String(text), { status: statusCode, headers });
  };
}

/** Prism throws at what it cannot parse: a media type that is none, `%zz` in a path. */
function unreadable({ url }: RequestCopy['copy'], { message }: Error) {
  const detail = isDecodable(url.path) ? message : UNDECODABLE.message;
  const left = new ProblemJsonError('UNREADABLE_REQUEST', 'Request cannot be read', 400, detail);
  return { _tag: 'Left' as const, left };
}

function problem(error: Error & { status?: number; additional?: { headers?: unknown } }): Response {
  const body = JSON.stringify(ProblemJsonError.toProblemJson(error));
  const headers = {
    ...stringValues(error.additional?.headers ?? {}),
    'content-type': 'application/problem+json',
  };
  return new Response(body, { status: error.status ?? 500, headers });
}

function stringValues(headers: object): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}

function definedOnly<T extends object>(values: T): T {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as T;
}
