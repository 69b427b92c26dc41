import { InvalidInputError } from '../../errors.js';
import { checkPathValue } from '../../util/check.js';
import { secretsIn } from '../errors/call-secrets.js';
import { checkJson } from '../json-text.js';
import { bodyOfRequest, platformResponse } from '../platform.js';
import { type RequestBase, unbuilt } from '../request.js';
import type { Send } from '../send.js';
import type { CreateClient, GeneratedClient, HeaderRecord, SecurityScheme } from '../types.js';

/** What we use of the generated client's options of one request. */
interface Context {
  readonly url: string;
  readonly path?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
  readonly headers?: unknown;
  readonly signal?: AbortSignal | null;
  readonly security?: readonly SecurityScheme[];
  readonly parseAs?: string;
  readonly requestValidator?: ((context: Context) => Promise<unknown>) | undefined;
  fetch?: (request: Request) => Promise<Response>;
}

/** What callers may also put another list into. */
type Fns = { readonly fns: unknown[] };

/** A place in a path template: its name, in whichever style it is to be filled. */
const PLACE = /\{[.;]?([^{}]+?)\*?\}/g;

/** Makes the generated client send by our pipeline. Credentials are added below it, so that no caller's code sees them. */
export function bridge(
  createClient: CreateClient,
  { baseUrl, headers, secretNames }: RequestBase,
  media: 'json' | 'xml',
  own: { readonly request: Fns; readonly response: Fns; readonly error: Fns },
  sendCall: Send,
): GeneratedClient {
  const parseAs = media === 'json' ? 'json' : 'text';
  const client = createClient({
    baseUrl,
    headers: { 'content-type': media === 'json' ? 'application/json' : 'text/xml', ...headers },
    parseAs,
    redirect: 'manual',
    // Put in its place for each request, where what is known of it is at hand.
    fetch: () => Promise.reject(new InvalidInputError('the request did not pass the first interceptor')),
  });

  const begin = (request: Request, context: Context) => {
    // Called with what the caller's interceptors, which run after this one, made of the request.
    context.fetch = (sent) => send(sent, context);
    return request;
  };

  async function send(request: Request, context: Context): Promise<Response> {
    if (!request.url.startsWith(`${baseUrl}/`)) {
      throw new InvalidInputError(
        `the client of a facade calls ${baseUrl} only, and would send its credential to ${new URL(request.url).origin}`,
      );
    }
    const body = await bodyOfRequest(request);
    const unsigned = {
      method: request.method,
      url: request.url,
      template: context.url,
      headers: Object.fromEntries(request.headers) as HeaderRecord,
      body,
      secrets: secretsIn(context, secretNames),
      security: context.security,
    };
    const raw = ![undefined, 'auto', parseAs].includes(context.parseAs);
    const { response, data } = await sendCall(unsigned, { signal: context.signal, raw });
    // What need not say anything is not handed on to be parsed.
    const unread = data === undefined && !raw && response.bytes.byteLength > 0;
    return platformResponse(unread ? { ...response, status: 204, bytes: new Uint8Array(0) } : response);
  }

  /** What failed before there was a request. */
  const end = (error: unknown, _response: unknown, request: unknown, context: Context) => {
    if (request) return error;
    const values = [...secretsIn(context, secretNames), ...Object.values(context.headers ?? {}).map(textOf)];
    return unbuilt(error, { values, names: secretNames });
  };

  const { interceptors } = client;
  takeOver(interceptors.request, begin, own.request);
  takeOver(interceptors.error, end, own.error);
  Object.defineProperty(interceptors.response, 'fns', { get: () => own.response.fns });
  return {
    interceptors,
    request: (options: Context) =>
      // Not left to the configuration: a caller's own validator would take its place.
      client.request({
        ...options,
        requestValidator: async (context: Context) => {
          await options.requestValidator?.(context);
          checkPath(context);
          if (media === 'json' && context.body !== undefined) checkJson(context.body);
        },
      }),
  };
}

/** Runs ours first, then the caller's, also those that come and go later. */
function takeOver(interceptors: { fns: unknown[] }, first: unknown, own: Fns): void {
  Object.defineProperty(interceptors, 'fns', { get: () => [first, ...own.fns] });
}

function checkPath({ url, path = {} }: Context): void {
  for (const [, name = ''] of url.matchAll(PLACE)) checkPathValue(name, path[name]);
}

/** A header's value as the platform quotes it. */
function textOf(value: unknown): string {
  return String(value).trim();
}
