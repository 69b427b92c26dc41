import {
  boolean,
  checkOptions,
  isOrigin,
  type OptionRule,
  oneOf,
  timeSpan,
  wholeNumber,
} from '../../input/options.js';
import { type SandboxOptions, sandboxOptionRules } from '../../sandbox/sandbox.js';
import { defaultVersions, inOrder, type OldVersions, type VersionEntry } from '../http/versions.js';
import { CONSOLE_KINDS, type ConsoleKind } from './resources.js';

/** What a QRadar sandbox takes beside the options of every sandbox. */
export interface QRadarOptions extends SandboxOptions {
  /** Status of a page when Range was sent; no document names it. Default 200. */
  rangeStatus?: 200 | 206;
  /** Status past the end of the list; no document names it. Default: that of `rangeStatus`. */
  pastEndStatus?: 200 | 206 | 416;
  /** Answers tokens in GET as the guide's sample shows; IBM says never. Default false. */
  tokenInGet?: boolean;
  /**
   * The versions that `Version` may name. Default: 24.0 to 26.0; as deprecated 21.0 to 23.0; and 4.0 to 20.0 by
   * `oldVersions`.
   */
  versions?: readonly VersionEntry[];
  /**
   * What becomes of versions 4.0 to 20.0, which no console of today supports. `answered` (default): they answer, marked as
   * deprecated, for clients in the field that still send them. `removed`: a 422, as IBM says.
   */
  oldVersions?: OldVersions;
  /** Origins for CORS, as the console's `allowed_origins.list`; `*` allows all. Default none. */
  allowedOrigins?: readonly string[];
  /** The states of a task, one per step; the last one stays. Default QUEUED, PROCESSING, COMPLETED. */
  taskStates?: readonly string[];
  /** Which resources the console has: the QRadar guide's, those of IBM's pages, or all of them. Default `both`. */
  resources?: ConsoleKind;
  /** False: the console authenticates by LDAP or SAML, so passwords are for fallback and local users. Default true. */
  systemAuthentication?: boolean;
  /** False: no user may have `allow_system_authentication_fallback`. Default true. */
  authenticationFallback?: boolean;
  /** Fewest characters of a password; the policy is each console's own. Default 5. */
  passwordMinLength?: number;
  /** Services per caller without Administrator Manager. Default 10; no document names the console's. */
  serviceLimit?: number;
  /** Milliseconds until such a service expires. Default 90 days; no document names the console's. */
  serviceLifetimeMs?: number;
}

export type Settings = Required<QRadarOptions>;

const isVersion = (entry: unknown) =>
  typeof entry === 'object' &&
  entry !== null &&
  Object.keys(entry).length === 3 &&
  /^\d+(?:\.\d+)?$/.test(String((entry as VersionEntry).version)) &&
  typeof (entry as VersionEntry).deprecated === 'boolean' &&
  typeof (entry as VersionEntry).removed === 'boolean';

const optionRules: Readonly<Record<keyof QRadarOptions, OptionRule>> = {
  ...sandboxOptionRules,
  rangeStatus: oneOf(200, 206),
  pastEndStatus: oneOf(200, 206, 416),
  tokenInGet: boolean,
  versions: {
    wanted: 'a list of { version, deprecated, removed }',
    fits: (value) => Array.isArray(value) && value.every(isVersion),
  },
  oldVersions: oneOf('answered', 'removed'),
  allowedOrigins: {
    wanted: 'a list of origins such as https://portal.example.com, or *',
    fits: (value) => Array.isArray(value) && value.every((one) => one === '*' || isOrigin(one)),
  },
  taskStates: {
    wanted: 'a list of states, one at least',
    fits: (value) =>
      Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'string' && one !== ''),
  },
  resources: oneOf(...CONSOLE_KINDS),
  systemAuthentication: boolean,
  authenticationFallback: boolean,
  passwordMinLength: wholeNumber,
  serviceLimit: wholeNumber,
  serviceLifetimeMs: timeSpan,
};

export function settingsFrom(options: QRadarOptions = {}): Settings {
  checkOptions(options, optionRules, 'qradar');
  const rangeStatus = options.rangeStatus ?? 200;
  const oldVersions = options.oldVersions ?? 'answered';
  return {
    taskStepMs: options.taskStepMs ?? 400,
    users: options.users ?? 0,
    rangeStatus,
    pastEndStatus: options.pastEndStatus ?? rangeStatus,
    tokenInGet: options.tokenInGet ?? false,
    versions: inOrder(options.versions ?? defaultVersions(oldVersions)),
    oldVersions,
    allowedOrigins: options.allowedOrigins ?? [],
    taskStates: options.taskStates ?? ['QUEUED', 'PROCESSING', 'COMPLETED'],
    resources: options.resources ?? 'both',
    systemAuthentication: options.systemAuthentication ?? true,
    authenticationFallback: options.authenticationFallback ?? true,
    passwordMinLength: options.passwordMinLength ?? 5,
    serviceLimit: options.serviceLimit ?? 10,
    serviceLifetimeMs: options.serviceLifetimeMs ?? 90 * 24 * 3_600_000,
  };
}
