import type { Account } from '@rollcall/accounts';
import type { ConfiguredSystem } from '@rollcall/accounts/config';
import { HttpError } from '@rollcall/facade';
import { messageOf } from './problem.js';

/** Every one of these systems has at least an administrator: that none is answered says something of the credential. */
export const NOBODY =
  'it answers that it has no accounts at all, not even an administrator: look at the console, and at what the credential may see';

/** All accounts of one system, or why not all of them. */
export interface Inventory {
  readonly name: string;
  readonly vendor: Account['system'];
  readonly accounts: readonly Account[];
  /** False when the walk broke off: what is missing from it proves nothing. */
  readonly complete: boolean;
  /** Why the walk broke off. */
  readonly error?: string;
  /** Why tokens were not read, where the credential may not. */
  readonly tokensUnread?: string;
}

/** Walks all systems at once. One that fails does not keep the others from being told. */
export function takeInventories(
  systems: readonly ConfiguredSystem[],
  options: {
    readonly signal?: AbortSignal;
    readonly onCount?: (system: string, count: number, total?: number) => void;
  } = {},
): Promise<Inventory[]> {
  return Promise.all(systems.map((system) => walk(system, options, true)));
}

async function walk(
  { accounts: system, name }: Pick<ConfiguredSystem, 'accounts' | 'name'>,
  options: Parameters<typeof takeInventories>[1] & object,
  access: boolean,
): Promise<Inventory> {
  const accounts: Account[] = [];
  const about = { name, vendor: system.vendor };
  let total: number | undefined;
  const { onCount, signal } = options;
  try {
    const list = system.list({
      access,
      onTotal: (told) => {
        total = told;
      },
      ...(signal ? { signal } : {}),
    });
    for await (const account of list) {
      accounts.push(account);
      if (accounts.length % 100 === 0) onCount?.(name, accounts.length, total);
    }
    onCount?.(name, accounts.length, total);
    if (accounts.length === 0) return { ...about, accounts, complete: false, error: NOBODY };
    return { ...about, accounts, complete: true };
  } catch (error) {
    signal?.throwIfAborted();
    if (access && accounts.length === 0 && mayNotRead(error)) {
      return {
        ...(await walk({ accounts: system, name }, options, false)),
        tokensUnread: messageOf(error),
      };
    }
    return { ...about, accounts, complete: false, error: messageOf(error) };
  }
}

/** How many accounts a system says it has; every vendor tells its total with the first of them. */
export async function countAccounts(system: ConfiguredSystem['accounts']): Promise<number> {
  let total = 0;
  const list = system.list({
    onTotal: (told) => {
      total = told;
    },
  });
  for await (const _first of list) break;
  return total;
}

function mayNotRead(error: unknown): boolean {
  return error instanceof HttpError && [403, 404, 405, 410].includes(error.status);
}
