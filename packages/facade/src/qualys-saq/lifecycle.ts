import { type QualysSaqDeprovision, qualysSaqDeprovision } from './deprovision.js';
import { type QualysSaqProvision, qualysSaqProvision } from './provision.js';
import type { QualysSaqTags } from './tags.js';
import type { QualysSaqUsers } from './user-verbs.js';

/** The verbs that take several calls. */
export interface QualysSaqLifecycle extends QualysSaqProvision, QualysSaqDeprovision {}

export function qualysSaqLifecycle(users: QualysSaqUsers, tags: QualysSaqTags): QualysSaqLifecycle {
  return { ...qualysSaqProvision(users, tags), ...qualysSaqDeprovision(users) };
}
