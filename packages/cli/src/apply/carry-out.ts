import {
  type ChangeResult,
  type LeftOver,
  needsAccess,
  RemovalStoppedError,
  type Step,
} from '@rollcall/accounts';
import type { ConfiguredSystem } from '@rollcall/accounts/config';
import type { PlanEntry } from '../plan/types.js';
import { messageOf } from '../problem.js';
import type { Audit } from './audit.js';
import type { Journal, Known } from './journal.js';
import { changedFields } from './same.js';

/** How one change of a plan came out. */
export interface Outcome {
  readonly entry: PlanEntry;
  /** `recovered`: an earlier run had done it. `already`: the journal has it as done. */
  readonly outcome: 'done' | 'recovered' | 'already' | 'refused' | 'failed';
  readonly why?: string;
  readonly done: readonly Step[];
  readonly left: readonly LeftOver[];
}

/** Where a run keeps what it does: the journal for going on, the audit for looking it up. */
export interface Records {
  readonly journal: Journal;
  readonly audit: Audit;
}

/**
 * Reads the account again, refuses what is not as planned, and otherwise does it, with journal and audit ahead of each
 * write. The audit has the outcome before the journal has: what the journal calls done was told.
 */
export async function carryOut(
  entry: PlanEntry,
  system: ConfiguredSystem,
  records: Records,
  plan: string,
): Promise<Outcome> {
  const { audit, journal } = records;
  const { change, key } = entry;
  const known = journal.of(plan, key);
  const nothing = { entry, done: [] as Step[], left: [] as LeftOver[] };
  const earlier = known.started ? audit.doneOf(plan, key) : [];
  if (known.done) return { ...nothing, outcome: 'already', done: earlier };
  try {
    if (known.started && known.task === undefined && (await system.accounts.confirm(change))) {
      audit.settle(plan, entry, 'recovered', { done: [] });
      journal.write({ type: 'done', plan, key, why: 'found to be done' });
      return { ...nothing, outcome: 'recovered', done: earlier };
    }
    const why = await objection(entry, system, known);
    if (why !== undefined) return refuse(entry, records, plan, why);
    audit.intend(plan, entry);
    journal.write({ type: 'start', plan, key });
    const { done, left } = await send(entry, system, known, (task) =>
      journal.write({ type: 'task', plan, key, task }),
    );
    audit.settle(plan, entry, 'done', { done });
    journal.write({ type: 'done', plan, key });
    return { entry, outcome: 'done', done: [...earlier, ...done], left };
  } catch (error) {
    const why = messageOf(error);
    const { done, left } = error instanceof RemovalStoppedError ? error : nothing;
    audit.settle(plan, entry, 'failed', { done, why });
    journal.write({ type: 'failed', plan, key, why });
    return { entry, outcome: 'failed', why, done: [...earlier, ...done], left };
  }
}

/** Keeps on record that a change is not made, and why. */
export function refuse(entry: PlanEntry, { audit, journal }: Records, plan: string, why: string): Outcome {
  audit.settle(plan, entry, 'refused', { done: [], why });
  journal.write({ type: 'refused', plan, key: entry.key, why });
  return { entry, outcome: 'refused', why, done: [], left: [] };
}

/** Why a change is not made now. */
async function objection(
  { before, change }: PlanEntry,
  { accounts: system, protection }: ConfiguredSystem,
  { started, task }: Known,
): Promise<string | undefined> {
  if (change.kind === 'create') {
    const { addresses: [address] = [], login } = change.account;
    const found = (login && (await system.find(login))) || (address && (await system.find(address)));
    return found ? `the account ${found.login} (${found.id}) exists meanwhile` : undefined;
  }
  const now = await system.get(change.id, { access: needsAccess(change, system.capabilities) });
  if (!now) {
    // The task of an earlier run may have ended since: it still has to be confirmed.
    return change.kind === 'remove' && task !== undefined ? undefined : 'the account is gone meanwhile';
  }
  const shield = protection.reasonFor(now);
  if (shield !== undefined) return `${now.login} is never touched: ${shield}`;
  const fields = before ? changedFields(before, now, started) : [];
  return fields.length > 0 ? `the account is not as planned: ${fields.join(', ')} differs` : undefined;
}

function send(
  { change }: PlanEntry,
  { accounts: system }: ConfiguredSystem,
  { task }: Known,
  onTask: (task: string) => void,
): Promise<ChangeResult> {
  switch (change.kind) {
    case 'create':
      return system.create(change.account);
    case 'change':
      return system.change(change.id, change.patch);
    case 'disable':
      return system.disable(change.id);
    case 'enable':
      return system.enable(change.id);
    case 'remove':
      return system.remove(change.id, { onTask, ...(task === undefined ? {} : { resume: task }) });
  }
}
