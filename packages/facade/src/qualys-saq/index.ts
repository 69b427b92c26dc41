export {
  type BasicAuth,
  type BelongingKind,
  type BulkFailure,
  type BulkOptions,
  type BulkProgress,
  type BulkReport,
  type BulkResult,
  type BulkSource,
  type BulkWriteOptions,
  CallError,
  type CallOptions,
  type CallSite,
  type Clock,
  type ConnectionOptions,
  DeprovisionError,
  type DeprovisionLeft,
  type DeprovisionResult,
  type DeprovisionStep,
  type Fetch,
  type FetchInit,
  HttpError,
  IgnoredFieldsError,
  InvalidInputError,
  type LogEntry,
  type Middleware,
  NetworkError,
  type Outcome,
  type Page,
  type Paged,
  type PageOptions,
  PartialFailureError,
  ProtocolError,
  type ProvisionProgress,
  type ResumeOptions,
  type RetryEvent,
  type RetryOptions,
  RollcallError,
  type Secret,
  TaskFailedError,
  type UnreadWrite,
  type WaitOptions,
  type WriteOptions,
} from '../common.js';
export type { QualysSaqBulk, SaqBulkOptions, SaqBulkWriteOptions, SaqUserPatch } from './bulk.js';
export type { QualysSaqOptions } from './connect.js';
export { createQualysSaq, type QualysSaq } from './create.js';
export { where } from './criteria.js';
export type { QualysSaqDeprovision, SaqDeprovisionOptions } from './deprovision.js';
export type { SaqWritten } from './each-user.js';
export type { SaqId, SaqUserChange } from './input.js';
export type { QualysSaqLifecycle } from './lifecycle.js';
export type { QualysSaqProvision, SaqProvisionInput } from './provision.js';
export type { QualysSaqTags, SaqTag } from './tags.js';
export type { QualysSaqUsers } from './user-verbs.js';
