export { createScim, type Scim } from './create-scim.js';
export { hashToken } from './http/authenticate.js';
export type {
  AttributeMapping,
  AuditLine,
  DeactivationPolicy,
  Grouping,
  JwtOptions,
  ListAttribute,
  ListField,
  ScimOptions,
  ScimSystem,
  ScimToken,
} from './options.js';
export type { ProtocolLimits } from './protocol/limits.js';
export { LENIENT as lenient, type Quirks, STRICT as strict } from './protocol/quirks.js';
export { postgresStore } from './store/postgres.js';
export { sqliteStore } from './store/sqlite.js';
export type { Kind, PersonRecord, RecordData, RecordKey, RecordState, Store } from './store/store.js';
