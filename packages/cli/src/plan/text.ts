import { printable } from '../printable.js';
import type { styleOf } from '../terminal/style.js';
import type { Plan, PlanEntry } from './types.js';

const SIGNS = { create: '+', change: '~', disable: '-', enable: '+', remove: '-' } as const;
const COLOURS = {
  create: 'green',
  change: 'yellow',
  disable: 'red',
  enable: 'green',
  remove: 'red',
} as const;

/** A plan for a terminal: each change with its reason and the calls it takes, and a line of totals. */
export function planText({ entries, skipped, systems }: Plan, style: ReturnType<typeof styleOf>): string {
  const lines: string[] = [];
  for (const { complete, error, name } of systems) {
    const here = entries.filter(({ system }) => system === name);
    const kept = skipped.filter(({ system }) => system === name);
    if (here.length === 0 && kept.length === 0 && complete) continue;
    lines.push(style('bold', name));
    if (!complete) lines.push(`  ! the walk was incomplete: ${printable(error ?? '')}`);
    for (const entry of here) {
      const { kind } = entry.change;
      lines.push(style(COLOURS[kind], `  ${SIGNS[kind]} ${kind} ${printable(entry.login)}${detail(entry)}`));
      lines.push(`      because ${printable(entry.reason)}`);
      for (const { operationId, what } of entry.calls) {
        lines.push(style('dim', `      ${operationId}: ${printable(what)}`));
      }
    }
    for (const { person, reason } of kept) lines.push(`  = ${printable(`${person ?? ''}: ${reason}`)}`);
    lines.push('');
  }
  const count = (kind: PlanEntry['change']['kind']) =>
    entries.filter(({ change }) => change.kind === kind).length;
  lines.push(
    entries.length === 0
      ? 'Nothing to do.'
      : `Plan: ${count('create')} to create, ${count('change')} to change, ${count('disable')} to disable, ${count('remove')} to remove.`,
  );
  return `${lines.join('\n')}\n`;
}

function detail({ before, change }: PlanEntry): string {
  if (change.kind === 'create') {
    const { roles = [], securityProfile } = change.account;
    const parts = [...roles, ...(securityProfile === undefined ? [] : [`profile ${securityProfile}`])];
    return parts.length > 0 ? ` with ${printable(parts.join(', '))}` : '';
  }
  if (change.kind !== 'change') return '';
  const { roles, securityProfile } = change.patch;
  const had = before?.roles?.map(({ name }) => name).join(', ') || 'none';
  return printable(
    [
      roles ? `: role ${had} → ${roles.join(', ') || 'none'}` : '',
      securityProfile === undefined
        ? ''
        : `: profile ${before?.securityProfile?.name ?? 'none'} → ${securityProfile}`,
    ].join(''),
  );
}
