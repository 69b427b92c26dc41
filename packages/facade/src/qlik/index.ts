export type {
  Group,
  InviteErrorItem,
  Invitee,
  InviteResultItem,
  LicenseAssignment,
  LicenseAssignmentRef,
  LicenseAssignmentResult,
  PatchOperation,
  Role,
  UserCreate,
  UserStatus,
} from '@rollcall/qlik/sdk';
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
export type { PaceOptions } from '../pace/options.js';
export type { Extra } from '../util/fields.js';
export type { QlikBulk, QlikUserChange } from './bulk.js';
export type { QlikOptions } from './connect.js';
export { createQlik, type Qlik } from './create.js';
export type { QlikDeprovision, QlikDeprovisionOptions } from './deprovision.js';
export type { QlikApiKey, QlikDirectories } from './directories.js';
export { and, Filter, type FilterField, type FilterKind, type FilterOperator, or, where } from './filter.js';
export type { InviteItem, InviteResult } from './invite.js';
export type { LicenceResults, QlikLicences } from './licences.js';
export type { QlikLifecycle } from './lifecycle.js';
export type { QlikUserPatch } from './patch.js';
export type { PatchFailure } from './patched.js';
export type { QlikGroupInput, QlikProvision, QlikProvisionInput } from './provision.js';
export type { Projected, QlikUser, UserKey, UserLookup } from './types.js';
export type { FieldsQuery, FilterQuery, QlikUsers, UserQuery } from './user-verbs.js';
