import { InvalidInputError } from '../errors.js';
import {
  aFunction,
  amount,
  anything,
  aSignal,
  checkOptions,
  flag,
  headerRecord,
  milliseconds,
  pauseMs,
  type Rule,
  type Rules,
  wholeNumber,
} from '../util/check-options.js';
import type { Clock } from '../util/clock.js';
import type { RetryOptions } from './layers/retry.js';
import type { CallOptions, ConnectionOptions } from './options.js';

const onlyFalse: Rule = (value) => (value === false ? undefined : 'false, or left out');

export const callRules: Rules<CallOptions> = {
  signal: aSignal,
  timeoutMs: milliseconds(),
  deadlineMs: milliseconds(),
  retry: onlyFalse,
  headers: headerRecord,
};

/** Before the first request of a call. */
export function checkCall(options: CallOptions | undefined): void {
  if (options !== undefined) checkOptions('the options of a call', options, callRules);
}

const retryRules: Rules<RetryOptions> = {
  attempts: wholeNumber(1, 100),
  baseDelayMs: pauseMs,
  maxDelayMs: pauseMs,
  budget: amount(0, 1_000_000),
};

const functions: Rule = (value) =>
  Array.isArray(value) && value.every((each) => typeof each === 'function')
    ? undefined
    : 'a list of functions';

export const aClock: Rule = (value) => {
  const { now, sleep, random } = (value ?? {}) as Partial<Clock>;
  return [now, sleep, random].every((each) => typeof each === 'function') ? undefined : 'a Clock';
};

const connectionRules: Rules<ConnectionOptions> = {
  baseUrl: anything, // has a check of its own
  timeoutMs: milliseconds(),
  deadlineMs: milliseconds(),
  retry: (value) =>
    value === false || (value !== null && typeof value === 'object') ? undefined : 'an object or false',
  onRetry: aFunction,
  maxBodyBytes: wholeNumber(1),
  maxInFlight: wholeNumber(1),
  headers: headerRecord,
  middleware: functions,
  fetch: aFunction,
  allowInsecureHttp: flag,
  allowUnverifiedTls: flag,
  logger: aFunction,
  telemetry: aFunction,
  validate: flag,
  clock: aClock,
};

/** Where that belongs which other clients call by these names. */
const IN_AUTH = 'a credential goes into auth, such as auth: { … }';
const IN_TRANSPORT =
  'on Node it belongs to nodeTransport({ … }) of @rollcall/facade/node, which is given as fetch';
const ELSEWHERE = Object.fromEntries([
  ...['url', 'uri', 'host', 'hostname', 'server', 'endpoint', 'domain'].map((name) => [
    name,
    'the address goes into baseUrl',
  ]),
  ...['token', 'apiKey', 'secToken', 'sec', 'username', 'user', 'password', 'credentials'].map((name) => [
    name,
    IN_AUTH,
  ]),
  ...['ca', 'cert', 'key', 'proxy', 'agent', 'httpsAgent', 'dispatcher', 'rejectUnauthorized'].map((name) => [
    name,
    IN_TRANSPORT,
  ]),
]) as Record<string, string>;

/**
 * The options of a client, checked and copied: what happens to the caller's object later changes nothing. `own` has the
 * rules of what the vendor adds.
 */
export function settleOptions<Options extends ConnectionOptions>(
  options: Options,
  own: { readonly [Name in Exclude<keyof Options, keyof ConnectionOptions>]-?: Rule },
): Options {
  if (options === undefined) throw new InvalidInputError('a client needs its options: { baseUrl, auth }');
  checkOptions('the options of a client', options, { ...connectionRules, ...own }, '', ELSEWHERE);
  const { headers, middleware, retry } = options;
  if (retry) checkOptions('retry', retry, retryRules, 'retry.');
  return {
    ...options,
    ...(headers ? { headers: { ...headers } } : {}),
    ...(middleware ? { middleware: [...middleware] } : {}),
    ...(retry ? { retry: { ...retry } } : {}),
  };
}
