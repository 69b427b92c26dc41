import type { ErrorReader } from './errors/http-error.js';
import type { Pacer } from './layers/pace.js';
import type { Call, CreateClient, HeaderRecord, HttpResponse, SecretNames } from './types.js';
import type { Validators } from './validation.js';

/** One row of a vendor package's generated `operations`, keyed by method and path template. */
export interface OperationFacts {
  readonly id: string;
  readonly readsOnly?: boolean;
  /** True when a success carries no body worth reading (204). */
  readonly noContent?: boolean;
  readonly tier?: string;
}

/** How a vendor names a waiting time beside `Retry-After`, and the status it does so with. */
export interface RateLimitSignal {
  /** A header with seconds. */
  readonly header: string;
  /** A status that, with that header, means "later" and otherwise something else. */
  readonly status: number;
}

/** How a vendor's responses are read beyond what HTTP says. */
export interface ResponseReaders {
  readonly readError: ErrorReader;
  /** Looks at the text of a success before it is parsed; throws when the vendor hides an error in it (Qualys). */
  readonly checkText?: (text: string, response: HttpResponse, call: Call) => void;
}

/** What differs from vendor to vendor in how a call travels. */
export interface VendorProfile {
  readonly operations: Readonly<Record<string, OperationFacts>>;
  readonly media: 'json' | 'xml';
  /** Headers of every call, before the user's. */
  readonly headers: Readonly<Record<string, string>>;
  /** What must not be shown, by its name. */
  readonly secretNames: SecretNames;
  readonly rateLimitSignal?: RateLimitSignal;
  /** Adds headers to a request that depend on its method (IQ's CSRF pair). */
  readonly addHeaders?: ((method: string, headers: HeaderRecord) => void) | undefined;
  /** Or a function that loads them before a call is sent, where they need much code (Qualys' XML). */
  readonly readers: ResponseReaders | (() => Promise<ResponseReaders>);
  /** Loads what checks successes in full when `validate` asks for it; absent where they are always checked (Qualys). */
  readonly validators?: () => Promise<Validators>;
  /** Told every response (QRadar's `Deprecated` header). */
  readonly onResponse?: (response: HttpResponse, call: Call) => void;
  /** Asked about every refusal before it becomes an error; its answer takes the place of the vendor's `advice`. Must not throw. */
  readonly advise?: (response: HttpResponse, call: Call) => Promise<string | undefined>;
  readonly pacer?: Pacer | undefined;
  /** Loads what makes the vendor package's generated client, for callers' own use of generated functions. */
  readonly generated: () => Promise<{ createClient: CreateClient }>;
}
