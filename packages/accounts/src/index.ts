export type {
  Account,
  AccountState,
  Capabilities,
  Named,
  OptionalField,
  RoleGrant,
  Token,
  Vendor,
  WritableField,
} from './account.js';
export type {
  AccountPatch,
  Change,
  ChangeResult,
  LeftOver,
  NewAccount,
  PlannedCall,
  PlannedChange,
  Step,
} from './change.js';
export { NotConfirmedError } from './errors.js';
export type { AccountSystem, CallControl, ListOptions, ReadOptions, RemoveOptions } from './system.js';
