export type {
  InviteErrorItem,
  Invitee,
  InviteResultItem,
  PatchOperation,
  UserCreate,
  UserStatus,
} from '@rollcall/qlik/sdk';
export * from '../common.js';
export type { PaceOptions } from '../pace/options.js';
export type { Extra } from '../util/fields.js';
export type { QlikBulk, QlikUserChange } from './bulk.js';
export type { QlikOptions } from './connect.js';
export { createQlik, type Qlik } from './create.js';
export type { QlikApiKey, QlikDirectories } from './directories.js';
export { and, Filter, type FilterField, type FilterKind, type FilterOperator, or, where } from './filter.js';
export type { InviteItem, InviteResult } from './invite.js';
export type {
  QlikDeprovisionOptions,
  QlikGroupWish,
  QlikLifecycle,
  QlikProvisionInput,
} from './lifecycle.js';
export type { PatchFailure, QlikUserPatch } from './patch.js';
export type { Projected, QlikUser, UserKey, UserLookup } from './types.js';
export type { FieldsQuery, FilterQuery, QlikUsers, UserQuery } from './user-verbs.js';
