import { ProtocolError } from '../errors.js';
import { type Layer, outcomeAfterSending, siteOf } from './layer.js';

const MOST_HOPS = 5;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/**
 * Follows redirects of GET and HEAD within the same origin, at most five. Anything else is a ProtocolError: left to
 * `fetch`, a custom header such as SEC would travel to another origin, and a 307 would send a password a second time.
 */
export function redirectLayer(): Layer {
  return async (request, next, call) => {
    let current = request;
    for (let hops = 0; ; hops += 1) {
      const response = await next(current, call);
      const opaque = response.status === 0;
      if (!opaque && !REDIRECTS.has(response.status)) return response;

      const refuse = (why: string) =>
        new ProtocolError(`${call.method} ${call.url} answered with a redirect ${why}`, {
          site: siteOf(call),
          outcome: outcomeAfterSending(call),
          status: response.status,
        });
      if (opaque) throw refuse('that this runtime does not let a client look at; call the target itself');
      if (request.method !== 'GET' && request.method !== 'HEAD') {
        throw refuse(`(${response.status}), and only GET and HEAD are followed; nothing was sent again`);
      }
      if (hops === MOST_HOPS) throw refuse(`for the ${MOST_HOPS + 1}th time; it looks like a loop`);
      const target = parse(response.headers.get('location'), current.url);
      if (!target) throw refuse('without a usable Location header');
      if (target.origin !== new URL(request.url).origin) {
        throw refuse(
          `to another origin (${target.origin}), which is never followed because it would receive the credential; check baseUrl`,
        );
      }
      current = { ...request, url: target.href };
    }
  };
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
