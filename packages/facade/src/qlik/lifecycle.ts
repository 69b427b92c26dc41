import { type QlikDeprovision, qlikDeprovision } from './deprovision.js';
import type { QlikDirectories } from './directories.js';
import { type QlikProvision, qlikProvision } from './provision.js';
import type { QlikUsers } from './user-verbs.js';

/** The verbs that take several calls. */
export interface QlikLifecycle extends QlikProvision, QlikDeprovision {}

export function qlikLifecycle(users: QlikUsers, directories: QlikDirectories): QlikLifecycle {
  return { ...qlikProvision(users, directories), ...qlikDeprovision(users, directories) };
}
