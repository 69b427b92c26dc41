import { type QlikDeprovision, qlikDeprovision } from './deprovision.js';
import { type QlikProvision, qlikProvision } from './provision.js';
import type { QlikUsers } from './user-verbs.js';

/** The verbs that take several calls. */
export interface QlikLifecycle extends QlikProvision, QlikDeprovision {}

export function qlikLifecycle(
  users: QlikUsers,
  belongings: Parameters<typeof qlikDeprovision>[1],
): QlikLifecycle {
  return { ...qlikProvision(users, belongings), ...qlikDeprovision(users, belongings) };
}
