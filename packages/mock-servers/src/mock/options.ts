import {
  anything,
  boolean,
  callback,
  duration,
  isOrigin,
  type OptionRule,
  object,
  oneOf,
  textList,
  wholeNumber,
} from '../input/options.js';
import type { JournalEntry } from '../journal/journal.js';
import type { Profile } from '../profile/profile.js';
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
  /** A request with a longer body is refused with the vendor's 413. Default 10,000,000. */
  maxBodyBytes?: number;
  /** Milliseconds before every answer. Default 0. */
  latencyMs?: number;
  /** Milliseconds between two states of a task. Default 400. */
  taskStepMs?: number;
  /** `/__rollcall/…` and, for browsers, the API reference at `/`. Default true; false leaves every path to the vendor. */
  controlPlane?: boolean;
  /** Called with every entry of the journal, once its answer is decided. */
  log?: (entry: JournalEntry) => void;
  /** What only one vendor knows: IQ's `csrf: true`. */
  vendorOptions?: Readonly<Record<string, unknown>>;
  /** What one real system was seen to do; `vendorOptions` win over its `options`. Sandbox only. */
  profile?: Profile;
}

export interface ServerOptions {
  /** Default 0: any free port. */
  port?: number;
  /** Default `127.0.0.1`. */
  host?: string;
  /**
   * Names under which a mock behind a port answers too, such as a container's. Without them it answers IP addresses,
   * `localhost` and `*.localhost`, so that no web page reaches it by pointing its own name here.
   */
  allowedHosts?: readonly string[];
  /**
   * Origins, such as `http://localhost:5173`, whose web pages may call the vendor's API; the control plane stays closed
   * to them. `*` is none: pages send credentials. Default none.
   */
  cors?: readonly string[];
  /**
   * Speaks TLS on its port beside plain HTTP, with a certificate for `localhost`, `127.0.0.1`, `::1`, `host` and
   * `allowedHosts` by a CA made at the start: the mock's `ca`. `url` is then the `https:` one. Default false.
   */
  tls?: boolean;
}

export const mockOptionRules: Readonly<Record<keyof MockOptions, OptionRule>> = {
  mode: oneOf('sandbox', 'prism'),
  seed: anything,
  users: wholeNumber,
  strict: boolean,
  clock: {
    wanted: 'an object with a function now',
    fits: (value) => typeof (value as Clock | null)?.now === 'function',
  },
  random: callback,
  maxBodyBytes: wholeNumber,
  latencyMs: duration,
  taskStepMs: duration,
  controlPlane: boolean,
  log: callback,
  vendorOptions: object(),
  profile: object(),
};

const text: OptionRule = { wanted: 'a text', fits: (value) => typeof value === 'string' && value !== '' };

export const serverOptionRules: Readonly<Record<keyof ServerOptions, OptionRule>> = {
  port: {
    wanted: 'a whole number from 0 to 65535',
    fits: (value) => Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 65535,
  },
  host: text,
  allowedHosts: textList('a list of names'),
  cors: {
    wanted: 'a list of origins such as http://localhost:5173, never *',
    fits: (value) => Array.isArray(value) && value.every(isOrigin),
  },
  tls: boolean,
};
