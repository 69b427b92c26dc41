export type { Realm, UserCreate } from '@rollcall/iq/sdk';
export * from '../common.js';
export type { IqBulk, IqUserChange } from './bulk.js';
export type { IqOptions } from './connect.js';
export { createIq, type Iq } from './create.js';
export type { IqDirectories } from './directories.js';
export type { IqDeprovisionOptions, IqLifecycle, IqProvisionInput, IqRoleWish } from './lifecycle.js';
export type { IqGrant, IqMemberships, IqOwner } from './memberships.js';
export type { IqUser, IqUsers, IqUserUpdate, RealmQuery } from './users.js';
