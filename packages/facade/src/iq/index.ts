export type { Realm, UserCreate } from '@rollcall/iq/sdk';
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
export type { Extra } from '../util/fields.js';
export type { IqBulk, IqUserChange } from './bulk.js';
export type { IqOptions } from './connect.js';
export { createIq, type Iq } from './create.js';
export type { IqDeprovision, IqDeprovisionOptions } from './deprovision.js';
export type { IqDirectories } from './directories.js';
export { type IqGrant, type IqOwner, isGrantedOn } from './grants.js';
export type { IqLifecycle } from './lifecycle.js';
export type { IqMemberships } from './memberships.js';
export type { IqProvision, IqProvisionInput, IqRoleInput } from './provision.js';
export type { IqUser, IqUsers, IqUserUpdate, RealmQuery } from './users.js';
