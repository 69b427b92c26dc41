import type { CallTimer } from './call-timer.js';

/** `Uint8Array<ArrayBuffer>`, written so that TypeScript before 5.7, where the type takes no argument, knows it too. */
export type Bytes = ReturnType<Uint8ArrayConstructor['from']>;

/** By lower-case name. */
export type HeaderRecord = Record<string, string>;

/** A request on its way, as plain data: making a `Request` of it would cost more than all else that is done here. */
export interface HttpRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<HeaderRecord>;
  readonly body?: string | Bytes | undefined;
}

/** What is used of the platform's Headers. */
interface ResponseHeaders {
  get(name: string): string | null;
  has(name: string): boolean;
  forEach(look: (value: string, name: string) => void): void;
}

/** A response that was read to its end. */
export interface HttpResponse {
  /** 0 for a redirect that the runtime hides. */
  readonly status: number;
  readonly statusText: string;
  readonly headers: ResponseHeaders;
  /** Empty where there is no body. */
  readonly bytes: Bytes;
}

/** What must never be shown of a call. */
interface Confidential {
  /** The headers of the request, of which some carry a credential. */
  readonly headers: Readonly<HeaderRecord>;
  /** Secrets in the request's body and address, such as a password. */
  readonly values: readonly string[];
  readonly names: SecretNames;
}

/** What is secret by its name, as HTTP knows it and the vendor's spec marks it (`x-secret`). */
export interface SecretNames {
  /** In lower case. */
  readonly headers: readonly string[];
  /** Fields of bodies and parameters of addresses, in lower case. */
  readonly fields: ReadonlySet<string>;
  /** Finds a secret's name and the value behind it in a text that is not parsed. */
  readonly inText: RegExp;
}

/** What a layer knows of the call beside the request. One object per call; `attempts` counts up as it is retried. */
export interface Call {
  readonly operationId?: string | undefined;
  readonly method: string;
  /** The path as the spec has it, without values. */
  readonly template: string;
  /** The address without credentials, for messages. */
  readonly url: string;
  /** True when the call changes nothing on the server, whatever its method (spec: `x-reads-only`). */
  readonly readsOnly: boolean;
  /** True when sending it twice has the effect of sending it once. */
  readonly idempotent: boolean;
  /** The spec's `x-rate-tier`, for pacing. */
  readonly tier?: string | undefined;
  /** Ends the call when its caller aborts, and when its time is up. */
  readonly timer: CallTimer;
  readonly timeoutMs: number;
  /** When the whole call, waits included, must be over: milliseconds of the client's clock. */
  readonly deadlineAt: number;
  readonly retry: boolean;
  readonly confidential: Confidential;
  attempts: number;
  /** True while an attempt waits for its turn (`pace`, `maxInFlight`): nothing of it was sent. */
  held: boolean;
  /** True once an attempt of a write ended in the dark: whatever later attempts say, it may have taken effect. */
  uncertain: boolean;
}

/** What a call came to: what the response says, and what is needed to check it further. */
export interface Result {
  /** Parsed JSON, or the text of XML; undefined where a success need not say anything. Not checked but by its outline. */
  readonly data: unknown;
  readonly response: HttpResponse;
  readonly call: Call;
}

/** The rest of the way: sends the request and gives its response. */
export type Next = (request: HttpRequest, call: Call) => Promise<HttpResponse>;

/** One step of the way, put before the `next`: looks at the request, calls `next` never, once or more often, gives a response or throws. */
export type Layer = (next: Next) => Next;

/** A step of your own, with the platform's `Request` and `Response`. It runs once per attempt. */
export type Middleware = (
  request: Request,
  next: (request: Request) => Promise<Response>,
) => Promise<Response>;

/** What a transport is told of a request beside its address. */
export interface FetchInit {
  readonly method: string;
  readonly headers: HeaderRecord;
  readonly body: string | Bytes | null;
  readonly signal: AbortSignal;
  readonly redirect: 'manual';
}

/** A function of `fetch`'s shape, such as `fetch` itself. It must not follow redirects when `redirect` is 'manual'. */
export type Fetch = (url: string, init: FetchInit) => Promise<Response>;

/** One of the ways in which an operation takes a credential, as the spec offers it. */
export interface SecurityScheme {
  readonly type: 'apiKey' | 'http';
  readonly scheme?: 'basic' | 'bearer';
  readonly name?: string;
}

/** What is used of a generated client; each vendor package has its own copy of the type. */
export interface GeneratedClient {
  request(options: unknown): Promise<unknown>;
  readonly interceptors: { readonly [Kind in 'request' | 'response' | 'error']: { fns: unknown[] } };
}

// biome-ignore lint/suspicious/noExplicitAny: the generated packages' types are alike but not the same
export type CreateClient = (config: any) => GeneratedClient;

export function isOk({ status }: Pick<HttpResponse, 'status'>): boolean {
  return status >= 200 && status < 300;
}
