import type { DependentsTask } from '@rollcall/qradar/sdk';
import type { GeneratedFunction } from '../http/connection.js';
import { checkNumericId } from '../util/check.js';

/** A search for dependents as it was started. */
export type DependentsSearch = DependentsTask & {
  readonly id: number;
  /** The `Location` that the console gave of it. */
  readonly location?: string;
};

export function taskIdOf(task: number | DependentsSearch): number {
  const id: unknown = typeof task === 'object' && task !== null ? task.id : task;
  checkNumericId('task', id);
  return id;
}

/**
 * The operation at the address that the console gave, with `below` behind it. Where it gave none, or one of another host (a
 * console behind a proxy), the credential stays here and the spec's own path is used.
 */
export function followedTask<Operation extends GeneratedFunction>(
  operation: Operation,
  task: number | DependentsSearch,
  baseUrl: string,
  below = '',
): Operation {
  const path = typeof task === 'object' && task?.location ? pathOf(task.location, baseUrl) : undefined;
  if (path === undefined) return operation;
  // A generated function hands what it knows to a client: here it is told where, and everything else stays as the spec says.
  const call = operation as unknown as (options: object) => unknown;
  const followed = (options: { client: Record<string, (described: object) => unknown> }) => {
    const told = (method: string) => (described: object) =>
      options.client[method]?.({ ...described, at: path + below });
    return call({ ...options, client: { get: told('get'), post: told('post') } });
  };
  return followed as unknown as Operation;
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
