import type { Media } from './answers.js';
import type { CreateClient } from './escape-hatch.js';
import type { ErrorReader } from './http-error.js';
import type { Answered, Call } from './layer.js';
import type { OperationFacts } from './new-call.js';
import type { Pacer } from './pace.js';
import type { HeaderRecord } from './request.js';
import type { Validators } from './validate.js';

/** What differs from vendor to vendor in carrying a call. */
export interface VendorProfile {
  readonly operations: Readonly<Record<string, OperationFacts>>;
  readonly media: Media;
  /** Headers of every call, before the user's. */
  readonly headers: Readonly<Record<string, string>>;
  /** Adds headers to a request that depend on its method (IQ's CSRF pair). */
  readonly addHeaders?: ((method: string, headers: HeaderRecord) => void) | undefined;
  readonly readError: ErrorReader;
  /** Looks at the text of a success before it is parsed; throws when the vendor hides an error in it (Qualys). */
  readonly checkAnswer?: (text: string, response: Answered, call: Call) => void;
  /** Loads what checks successes in full when `validate` asks for it; absent where they are always checked (Qualys). */
  readonly validators?: () => Promise<Validators>;
  /** Called with every answer (QRadar's `Deprecated` header). */
  readonly onAnswer?: (response: Answered, call: Call) => void;
  /** Asked about every refusal before it becomes an error; its answer takes the place of the vendor's `advice`. Must not throw. */
  readonly advise?: (response: Answered, call: Call) => Promise<string | undefined>;
  readonly pacer?: Pacer | undefined;
  /** Loads what answers are read with, before a call is sent. */
  readonly load?: () => Promise<unknown>;
  /** Loads what makes the vendor package's generated client, for the escape hatch. */
  readonly generated: () => Promise<{ createClient: CreateClient }>;
}
