import { type IqDeprovision, iqDeprovision } from './deprovision.js';
import { type IqProvision, iqProvision } from './provision.js';

/** The verbs that take several calls. */
export interface IqLifecycle extends IqProvision, IqDeprovision {}

export function iqLifecycle(parts: Parameters<typeof iqDeprovision>[0]): IqLifecycle {
  return { ...iqProvision(parts), ...iqDeprovision(parts) };
}
