import { READING_POSTS } from '../gen/unconfirmed.gen.js';
import { messageOf, Problem } from '../problem.js';
import type { Endpoint } from './endpoint.js';

/** One request, by the template of its path: what fills it is never shown. */
export interface Call {
  readonly url: string;
  /** GET unless said. */
  readonly method?: 'GET' | 'HEAD' | 'POST';
  /** Values of the template's parameters. */
  readonly fill?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Without the credential. */
  readonly anonymous?: boolean;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as JSON; undefined when it is none. */
  readonly json: unknown;
}

export type Ask = (call: Call) => Promise<Answer>;

/**
 * Asks one system. A call that could write is refused before it is sent: only GET and HEAD go out, and Qualys'
 * searches, which are POST and of which the spec says that they only read.
 */
export function askOf(name: string, { fetch, headers, timeoutMs, url }: Endpoint): Ask {
  return async (call) => {
    const { method = 'GET' } = call;
    if (!onlyReads(method, call.url)) {
      throw new Problem(`${method} ${call.url} may write, and the probe only reads: nothing was sent`);
    }
    try {
      const response = await fetch(`${url.replace(/\/+$/, '')}${pathOf(call)}`, {
        method,
        // A redirect is itself an answer to look at, and must not take the credential elsewhere.
        redirect: 'manual',
        headers: { ...(call.anonymous ? {} : headers), ...call.headers },
        signal: AbortSignal.timeout(timeoutMs),
        ...(call.body === undefined ? {} : { body: call.body }),
      });
      const text = await response.text();
      return { status: response.status, headers: response.headers, text, json: jsonOf(text) };
    } catch (error) {
      throw new Problem(
        `${name}: ${method} ${call.url} got no answer (${messageOf(error)}); run \`rollcall check\``,
      );
    }
  };
}

/** Whether a request changes nothing, whatever the caller says of it. */
export function onlyReads(method: string, template: string): boolean {
  if (method === 'POST') return template.startsWith('/qps/') && READING_POSTS.includes(template);
  return method === 'GET' || method === 'HEAD';
}

function pathOf({ fill = {}, query, url }: Call): string {
  const path = url.replace(/\{(\w+)\}/g, (_whole, name: string) => {
    const value = fill[name];
    if (value === undefined) throw new Error(`nothing fills {${name}} of ${url}`);
    return encodeURIComponent(value);
  });
  return query ? `${path}?${new URLSearchParams(query)}` : path;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // The rule says what it makes of a body that is no JSON.
  }
}
