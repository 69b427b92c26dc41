import type { TaskFault } from '../../sandbox/sandbox.js';

/** What only a deploy makes active (IBM: the staged fields of a user). */
export interface Assignment {
  user_role_id: number;
  security_profile_id: number;
  tenant_id: number | null;
  description: string | null;
}

/** What takes effect at once, whichever resource changes it. */
export interface UserRecord {
  id: number;
  username: string;
  email: string | null;
  first_name: string | null;
  last_name: string | null;
  locale_id: string | null;
  enable_popup_notifications: boolean;
  allow_system_authentication_fallback: boolean;
  local_only_account: boolean;
  /** As it was sent: below 60000 the guide's minutes, from there on IBM's milliseconds. See `inactivity.ts`. */
  inactivity_timeout: number | null;
  /** Set by an LDAP synchronisation that failed for this user. */
  notification_flag: string | null;
  /** In the clear: this is a sandbox. Never answered, never in a snapshot. */
  password: string | null;
  password_creation_time: number | null;
  /** Undefined: not deployed yet, so invisible under `/api/config`. */
  deployed?: Assignment | undefined;
  /** Undefined: deleted from staging, gone for good with the next deploy. */
  staged?: Assignment | undefined;
}

export interface Capability {
  application_id: number;
  name: string;
  description: string;
}

export interface RoleRecord {
  id: number;
  name: string;
  capabilities: Capability[];
}

export interface ProfileRecord {
  id: number;
  name: string;
  domain_ids: number[];
}

export interface TenantRecord {
  id: number;
  name: string;
  description: string | null;
  event_rate_limit: number | null;
  flow_rate_limit: number | null;
  /** Kept in the list, marked. */
  deleted: boolean;
  domain_ids: number[];
}

/** IBM's Dependent: something that depends on a user. */
export interface DependentRecord {
  dependent_id: string;
  dependent_name: string | null;
  dependent_owner: string | null;
  dependent_type: string;
  dependent_database: string | null;
  dependent_group_ids: number[] | null;
  user_has_edit_permissions: boolean;
  blocking: boolean;
}

/** IBM's PasswordPolicy; null is no such rule. */
export interface PasswordPolicy {
  minimum_length: number | null;
  /** How many of the four kinds of characters a password needs. */
  variance_rules_required_count: number | null;
  disallow_repeating_characters: boolean;
}

/** One attempt to log in, as IBM answers it. */
export interface LoginAttempt {
  user_id: number | null;
  attempt_time: number;
  attempt_method: 'LOGIN_PAGE' | 'HTTP_BASIC';
  attempt_result: 'SUCCESS' | 'FAILURE';
  remote_ip: string;
}

export interface ServiceRecord {
  id: number;
  label: string;
  token: string;
  created_by: string;
  user_role_id: number;
  security_profile_id: number;
  tenant_id: number | null;
  creation_date: number;
  /** Milliseconds since the epoch; null never expires. */
  expiration_date: number | null;
  last_used_date: number | null;
}

/** `delete-deployed` is the guide's deletion, `delete-staged` IBM's. */
export type TaskKind = 'delete-deployed' | 'delete-staged' | 'dependents';

export interface TaskRecord {
  id: number;
  kind: TaskKind;
  userId: number;
  username: string;
  createdBy: string;
  created: number;
  /** One state per step of the clock; the last one stays. */
  states: readonly string[];
  /** True once the last state was reached and its effect took place. */
  settled: boolean;
  /** Only of `dependents`: what depended on the user when the search began. */
  dependents: readonly DependentRecord[];
  /** Only of `dependents`: who asked for its cancellation. */
  cancelledBy?: string;
}

export type DeployType = 'INCREMENTAL' | 'FULL';

export interface DeployRecord {
  type: DeployType;
  initiatedBy: string;
  created: number;
  /** What was staged when the deploy began; undefined deletes the user. */
  changes: Map<number, Assignment | undefined>;
  applied: boolean;
  /** Injected: `failed` ends with an error and changes nothing, the other two never end. */
  fault?: TaskFault | undefined;
}
