export * from '../common.js';
export type { QualysSaqBulk, SaqBulkOptions, SaqUserPatch } from './bulk.js';
export type { QualysSaqOptions } from './connect.js';
export { createQualysSaq, type QualysSaq } from './create.js';
export { where } from './criteria.js';
export type { SaqId, SaqUserChange } from './input.js';
export type { QualysSaqLifecycle, SaqDeprovisionOptions } from './lifecycle.js';
export type { QualysSaqUsers } from './users.js';
