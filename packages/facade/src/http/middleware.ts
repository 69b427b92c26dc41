import type { Answered, Call, Middleware, Next, Sending } from './layer.js';
import { bodyOfRequest, requestOf, responseOf } from './platform.js';
import { type Incoming, readAnswer } from './read-answer.js';

/** Runs a user's step, which is written for the platform's `Request` and `Response`. */
export async function throughMiddleware(
  middleware: Middleware,
  request: Sending,
  next: Next,
  call: Call,
  maxBodyBytes: number,
): Promise<Answered> {
  /** What came from below: a step that lets it through need not have it read twice. */
  const known = new WeakMap<Response, Answered>();
  const response = await middleware(requestOf(request), async (sent) => {
    const answered = await next(
      {
        method: sent.method,
        url: sent.url,
        headers: Object.fromEntries(sent.headers),
        body: await bodyOfRequest(sent),
      },
      call,
    );
    const made = responseOf(answered);
    known.set(made, answered);
    return made;
  });
  // A user's step may make a Response of its own; it is read here like one from the wire.
  return known.get(response) ?? readAnswer(response as Incoming, call, maxBodyBytes);
}
