import type { RoleGrant } from '../account.js';

/** A role as rules and changes name it: `Analyst`, or with its place, `Developer on organization Sandbox`. */
export function roleWords({ name, on }: Pick<RoleGrant, 'name' | 'on'>): string {
  return on === undefined ? name : `${name} on ${on}`;
}
