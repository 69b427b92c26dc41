import { bodyOfRequest, platformRequest, platformResponse } from '../platform.js';
import type { HttpResponse, Layer, Middleware } from '../types.js';
import { type Incoming, readResponse } from './transport.js';

/** Runs a user's own step, which is written for the platform's `Request` and `Response`. */
export function middlewareLayer(middleware: Middleware, maxBodyBytes: number): Layer {
  return (next) => async (request, call) => {
    /** What came from below: a step that lets it through need not have it read twice. */
    const known = new WeakMap<Response, HttpResponse>();
    const response = await middleware(platformRequest(request), async (sent) => {
      const answered = await next(
        {
          method: sent.method,
          url: sent.url,
          headers: Object.fromEntries(sent.headers),
          body: await bodyOfRequest(sent),
        },
        call,
      );
      const made = platformResponse(answered);
      known.set(made, answered);
      return made;
    });
    // A user's step may make a Response of its own; it is read here like one from the wire.
    return (
      known.get(response) ?? readResponse(response as Incoming, call, maxBodyBytes, 'a step of middleware')
    );
  };
}
