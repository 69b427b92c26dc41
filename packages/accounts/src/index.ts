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
export { NotConfirmedError, RemovalStoppedError } from './errors.js';
export { foldName } from './shared/fold-name.js';
export { needsAccess } from './shared/needs-access.js';
export { roleParts, roleWords } from './shared/role-words.js';
export type { AccountSystem, CallControl, ListOptions, ReadOptions, RemoveOptions } from './system.js';
