import { ProtocolError } from '../../errors.js';
import { outcomeAfterSending, siteOf } from '../errors/outcome.js';
import type { Call, HttpRequest, HttpResponse, Layer, Next } from '../types.js';

const MOST_HOPS = 5;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/**
 * Follows redirects of GET and HEAD within the same origin, at most five. Anything else is a ProtocolError: left to
 * `fetch`, a custom header such as SEC would travel to another origin, and a 307 would send a password a second time.
 */
export function redirectLayer(): Layer {
  return (next) => (request, call) =>
    next(request, call).then((response) =>
      isRedirect(response) ? follow(request, response, next, call) : response,
    );
}

/** 0 is a redirect that the runtime does not show. */
function isRedirect({ status }: HttpResponse): boolean {
  return status === 0 || REDIRECTS.has(status);
}

async function follow(
  request: HttpRequest,
  first: HttpResponse,
  next: Next,
  call: Call,
): Promise<HttpResponse> {
  let response = first;
  let current = request;
  for (let hops = 1; isRedirect(response); hops += 1) {
    const { status, headers } = response;
    const refuse = (why: string) =>
      new ProtocolError(`${call.method} ${call.url} answered with a redirect ${why}`, {
        site: siteOf(call),
        outcome: outcomeAfterSending(call),
        status,
      });
    if (status === 0) throw refuse('that this runtime does not let a client look at; call the target itself');
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      throw refuse(`(${status}), and only GET and HEAD are followed; nothing was sent again`);
    }
    if (hops > MOST_HOPS) throw refuse(`for the ${hops}th time; it looks like a loop`);
    const target = parse(headers.get('location'), current.url);
    if (!target) throw refuse('without a usable Location header');
    if (target.origin !== new URL(request.url).origin) {
      throw refuse(
        `to another origin (${target.origin}), which is never followed because it would receive the credential; check baseUrl`,
      );
    }
    current = { ...request, url: target.href };
    response = await next(current, call);
  }
  return response;
}

function parse(location: string | null, base: string): URL | undefined {
  if (!location) return undefined;
  try {
    const url = new URL(location, base);
    return url.username || url.password ? undefined : url; // no request can be made of such an address
  } catch {
    return undefined;
  }
}
