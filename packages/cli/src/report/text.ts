import { type Account, roleWords } from '@rollcall/accounts';
import { printable } from '../printable.js';
import { table } from '../terminal/table.js';
import type { Report } from './types.js';

/** The report for a terminal: a line for each account, then what is wrong. */
export function reportText(
  { accounts, findings, people, systems }: Report,
  bold: (text: string) => string,
): string {
  const names = new Map(people.map(({ name, person }) => [person, name ?? person]));
  const rows = accounts.map((account) => [
    account.person === undefined
      ? account.protected
        ? '(protected)'
        : '(nobody)'
      : (names.get(account.person) ?? ''),
    account.system,
    account.login,
    account.state ?? '',
    accessOf(account),
    account.tokens?.length ? String(account.tokens.length) : '',
  ]);
  rows.sort((a, b) => (a[0] ?? '').localeCompare(b[0] ?? '') || (a[1] ?? '').localeCompare(b[1] ?? ''));
  const totals = systems.map(
    ({ accounts: count, complete, name }) => `${name} ${count}${complete ? '' : ' (incomplete)'}`,
  );
  const lines = [
    table(['PERSON', 'SYSTEM', 'LOGIN', 'STATE', 'ACCESS', 'TOKENS'], rows),
    '',
    `${accounts.length} accounts: ${totals.join(', ')}`,
    '',
  ];
  if (findings.length === 0) return [...lines, 'Nothing is wrong with them.', ''].join('\n');
  const listed = findings.map(({ kind, system, text }) => [kind, system, text]);
  return [...lines, bold(`${findings.length} findings`), table(['KIND', 'SYSTEM', 'WHAT'], listed), ''].join(
    '\n',
  );
}

/** What an account may do, in a few words. */
export function accessOf({ groups = [], roles = [], securityProfile, tags = [] }: Account): string {
  const parts = [
    ...roles.map(roleWords),
    ...(securityProfile ? [`profile ${securityProfile.name}`] : []),
    ...groups.map(({ name }) => `group ${name}`),
    ...tags.map(({ name }) => `tag ${name}`),
  ];
  return printable(parts.join(', '));
}
