export type { Realm, UserCreate } from '@rollcall/iq/sdk';
export * from '../common.js';
export type { Extra } from '../util/fields.js';
export type { IqBulk, IqUserChange } from './bulk.js';
export type { IqOptions } from './connect.js';
export { createIq, type Iq } from './create.js';
export type { IqUser, IqUsers, IqUserUpdate, RealmQuery } from './users.js';
