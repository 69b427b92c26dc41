import type { Violation } from '../contract/violation.js';
import { duration, type OptionRule, wholeNumber } from '../input/options.js';
import type { Clock } from './clock.js';

/** What a sandbox takes from outside, so that two instances share nothing and a test can step everything. */
export interface SandboxContext {
  /** The only source of time. */
  clock: Clock;
  /** A number in [0, 1), like `Math.random`: the only source of ids, tokens and traceIds. */
  random: () => number;
  /** The absolute origin for links and `Location`, without a trailing slash, as the client addressed us. */
  baseUrl: (request: Request) => string;
  /** Asked once by every task that begins: what shall go wrong with it, if anything. */
  taskFault?: () => TaskFault | undefined;
}

/** `stuck` never ends, `failed` ends without effect, `unknown` ends in a state that no document names. */
export interface TaskFault {
  outcome: 'stuck' | 'failed' | 'unknown';
  /** The state it ends in; absent: the vendor's own for a failure, `SUSPENDED` for an unknown one. */
  state?: string;
}

export interface SandboxOptions {
  /** Milliseconds between two states of a task (QUEUED, PROCESSING, COMPLETED). Default 400. */
  taskStepMs?: number;
  /** This many generated users beside the documents' own. Default 0. */
  users?: number;
  /** What only one vendor knows, such as IQ's `csrf`. */
  [vendorOption: string]: unknown;
}

/** One vendor's behaviour and state. The contract wrapper around it guards the spec; this knows the rules. */
export interface Sandbox {
  /** Answers one request: credentials (401 in the vendor's own body), routes, 404 and 405, business rules. */
  fetch(request: Request): Response | Promise<Response>;
  /**
   * The answer to missing or wrong credentials, `undefined` when they are right. The wrapper asks before it
   * validates, so that a bad body without credentials is a 401. Must not read the body.
   */
  authenticate(request: Request): Response | undefined;
  /** Whether the system that is played lacks an operation of the document: then nothing of it is held to the document. */
  isAbsent?(operationId: string): boolean;
  /**
   * The vendor's own error for a request that breaks the spec, or whose body does not parse
   * (`violations[0].kind === 'malformed'`). `request` has its body still unread.
   */
  onViolation(violations: readonly Violation[], request: Request): Response;
  /** The vendor's own 413 for a body of more than `maxBytes`. Nothing of it is read. */
  onTooLarge(request: Request, maxBytes: number): Response;
  /** Back to the seed: the documents' users, the generated ones, no tasks. */
  reset(): void;
  /** The whole state as JSON data; passwords and tokens are left out. */
  snapshot(): unknown;
  /** Replaces or extends the state with the caller's data; throws an Error that names what is wrong with it. */
  seed(data: unknown): void;
}

/** Of the options that every sandbox takes. */
export const sandboxOptionRules: Readonly<Record<string, OptionRule>> = {
  taskStepMs: duration,
  users: wholeNumber,
};

export type SandboxFactory = (context: SandboxContext, options?: SandboxOptions) => Sandbox;
