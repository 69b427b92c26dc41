// What every entry point gives beside its vendor: the errors, and the types of its options.
export type {
  BulkFailure,
  BulkOptions,
  BulkProgress,
  BulkReport,
  BulkResult,
  BulkSource,
  BulkWriteOptions,
} from './bulk/bulk.js';
export {
  type BelongingKind,
  DeprovisionError,
  type DeprovisionLeft,
  type DeprovisionResult,
  type DeprovisionStep,
  type ResumeOptions,
} from './deprovision/result.js';
export {
  CallError,
  type CallSite,
  HttpError,
  InvalidInputError,
  NetworkError,
  type Outcome,
  PartialFailureError,
  ProtocolError,
  RollcallError,
  TaskFailedError,
} from './errors.js';
export type { BasicAuth, Secret } from './http/auth.js';
export type { RetryEvent, RetryOptions } from './http/layers/retry.js';
export type { CallOptions, ConnectionOptions, LogEntry } from './http/options.js';
export type { Fetch, FetchInit, Middleware } from './http/types.js';
export type { Page, Paged, PageOptions } from './paging/paged.js';
export type { WaitOptions } from './polling.js';
export type { ProvisionProgress } from './provision/progress.js';
export type { Clock } from './util/clock.js';
export type { UnreadWrite, WriteOptions } from './written/check-written.js';
export { IgnoredFieldsError } from './written/ignored-fields-error.js';
