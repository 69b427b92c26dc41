import type { Account } from '../account.js';
import type { Change, PlannedCall } from '../change.js';

/** What a vendor's calls are, for {@link plannedCalls}. */
interface Wording {
  /** The operations by their name in the vendor's specification. */
  readonly operations: Readonly<Record<'read' | 'create' | 'update' | 'remove', string>>;
  /** Reads that turn the names of a new account or a change into ids. */
  readonly lookUps?: (change: Change) => PlannedCall[];
  /** Writes that follow the create or the update: memberships, groups, a deploy. */
  readonly follows?: (change: Change, before: Account | undefined) => PlannedCall[];
  /** Fields that are written by what follows, and not by the update. */
  readonly apart?: readonly string[];
  /** Writes that take away what would outlive the account. */
  readonly revocations?: (before: Account) => PlannedCall[];
  /** Reads until a removal that takes time is done. */
  readonly waits?: readonly PlannedCall[];
}

export const reads = (operationId: string, what: string): PlannedCall => ({
  operationId,
  what,
  writes: false,
});
export const writes = (operationId: string, what: string): PlannedCall => ({
  operationId,
  what,
  writes: true,
});

/** The calls that a change takes, in order. */
export function plannedCalls(wording: Wording, change: Change, before: Account | undefined): PlannedCall[] {
  const { apart = [], follows, lookUps, operations, revocations, waits = [] } = wording;
  const who = before ? `user ${before.login} (${before.id})` : 'the user';
  const readBack = reads(operations.read, `read ${who} back`);
  const update = (what: string) => writes(operations.update, what);
  const taken = before && revocations ? revocations(before) : [];
  switch (change.kind) {
    case 'create': {
      const name = change.account.login ?? change.account.addresses?.[0];
      const create = writes(operations.create, `create user ${name}`);
      return [...(lookUps?.(change) ?? []), create, ...(follows?.(change, before) ?? []), readBack];
    }
    case 'change': {
      const fields = Object.keys(change.patch).filter((field) => !apart.includes(field));
      const set = fields.length > 0 ? [update(`set ${fields.join(', ')} of ${who}`)] : [];
      return [...(lookUps?.(change) ?? []), ...set, ...(follows?.(change, before) ?? []), readBack];
    }
    case 'enable':
      return [update(`enable ${who}`), readBack];
    case 'disable':
      return [...taken, update(`disable ${who}`), readBack];
    case 'remove': {
      const gone = reads(operations.read, `confirm that ${who} is gone`);
      return [...taken, writes(operations.remove, `delete ${who}`), ...waits, gone];
    }
  }
}
