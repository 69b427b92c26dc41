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
export type { AuthorizedServices } from './authorized-services.js';
export type { BulkDeleteOptions, QRadarBulk, QRadarUserChange } from './bulk.js';
export {
  type DeprecationNotice,
  defaultVersion,
  type QRadarOptions,
  type QRadarVersion,
} from './connect.js';
export { createQRadar, type QRadar } from './create.js';
export type { DeletionVerbs } from './delete-tasks.js';
export type { Dependents } from './dependents.js';
export type { DependentsSearch } from './dependents-location.js';
export type { Deploys } from './deploy.js';
export type { Deprovision, QRadarDeprovisionOptions } from './deprovision.js';
export type { DirectoryQuery, Lists } from './directories.js';
export { and, Filter, type FilterScalar, literal, not, or } from './filter.js';
export type { QRadarLifecycle } from './lifecycle.js';
export type { ProvisionInput, QRadarProvision } from './provision.js';
export type { ConsoleResources } from './resources.js';
export type { Staged } from './staged.js';
export type { StagedUserQuery, StagedUsers } from './staged-users.js';
export type { System, SystemQuery } from './system.js';
export type {
  DeleteTaskState,
  Projected,
  QRadarAuthorizedService,
  QRadarRole,
  QRadarSecurityProfile,
  QRadarStagedUser,
  QRadarUser,
  QRadarUserRole,
  SortKey,
} from './types.js';
export type { QRadarUsers, QRadarUserUpdate, UserFilterField, UserQuery } from './user-verbs.js';
export type { VersionFallback, VersionOffer } from './version-fallback.js';
export { type FilterField, type FilterOperator, where, whereUser } from './where.js';
export type {
  DeployReport,
  PasswordCheck,
  PendingDeploy,
  QRadarWriteOptions,
  QRadarWritten,
  StagedChange,
} from './written.js';
