import type { Clock } from '../sandbox/clock.js';

export interface MockOptions {
  /**
   * `sandbox` (default): a vendor with state behind the spec's validation. `prism`: the spec's examples, without
   * state, as Prism gives them.
   */
  mode?: 'sandbox' | 'prism';
  /** Passed to the sandbox's `seed` at the start and after every `reset`; its shape is the vendor's. */
  seed?: unknown;
  /** This many generated users beside the documents' own. Default 0. */
  users?: number;
  /**
   * Turns a response that breaks the spec into a 500 which says what broke, and counts an undeclared error
   * status as such. Default false: the response goes out and `violations` lists it.
   */
  strict?: boolean;
  /** Default: the machine's clock. */
  clock?: Clock;
  /** Default: `Math.random`. */
  random?: () => number;
  /** Milliseconds before every answer. Default 0. */
  latencyMs?: number;
  /** Milliseconds between two states of a task. Default 400. */
  taskStepMs?: number;
  /** `/__rollcall/…` and, for browsers, the API reference at `/`. Default true; false leaves every path to the vendor. */
  controlPlane?: boolean;
  /**
   * DNS names under which the control plane answers too. Without them it answers addresses, names without a dot and
   * names that the public DNS does not have, so that no web page reaches it by pointing its own name here.
   */
  controlHosts?: readonly string[];
  /** What only one vendor knows: IQ's `csrf: true`. */
  vendorOptions?: Readonly<Record<string, unknown>>;
}

export interface ServerOptions {
  /** Default 0: any free port. */
  port?: number;
  /** Default `127.0.0.1`. */
  host?: string;
}
