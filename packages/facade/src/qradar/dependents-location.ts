import type { DependentsTask } from '@rollcall/qradar/sdk';
import { checkNumericId } from '../util/check.js';

/** A search for dependents as it was started. */
export type DependentsSearch = DependentsTask & {
  readonly id: number;
  /** The `Location` header that the console answered with. */
  readonly location?: string;
};

export function taskIdOf(task: number | DependentsSearch): number {
  const id: unknown = typeof task === 'object' && task !== null ? task.id : task;
  checkNumericId('task', id);
  return id;
}

/**
 * The address that the console gave of a task, with `below` behind it, for a call. Where it gave none, or one of another host
 * (a console behind a proxy), the credential stays here and the spec's own path is used.
 */
export function locationOf(
  task: number | DependentsSearch,
  baseUrl: string,
  below = '',
): { readonly at?: string } {
  const path = typeof task === 'object' && task?.location ? pathOf(task.location, baseUrl) : undefined;
  return path === undefined ? {} : { at: path + below };
}

/** What follows `baseUrl` in an address, or undefined for one that lies elsewhere. */
function pathOf(location: string, baseUrl: string): string | undefined {
  try {
    const url = new URL(location, baseUrl);
    const base = new URL(baseUrl);
    const root = base.pathname.replace(/\/$/, '');
    if (url.origin !== base.origin || !url.pathname.startsWith(`${root}/`)) return undefined;
    return url.pathname.slice(root.length).replace(/\/$/, '');
  } catch {
    return undefined;
  }
}
