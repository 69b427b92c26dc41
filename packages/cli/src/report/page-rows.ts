import type { Finding, Report, ReportedAccount } from './types.js';

/** A row of the matrix: a person, or an account that is nobody's. */
export interface Row {
  readonly name: string;
  /** What HR calls the person; absent for an account of nobody's. */
  readonly person?: string;
  readonly status: 'active' | 'left' | 'nobody' | 'protected';
  readonly accounts: readonly ReportedAccount[];
  readonly findings: readonly Finding[];
}

/** People in the order of their names, then accounts that are nobody's. */
export function pageRows({ accounts, findings, people }: Report): Row[] {
  const byPerson = new Map<string, ReportedAccount[]>();
  for (const account of accounts) {
    if (account.person === undefined) continue;
    byPerson.set(account.person, [...(byPerson.get(account.person) ?? []), account]);
  }
  const rows = people.map(
    ({ name, person, status }): Row => ({
      name: name ?? person,
      person,
      status,
      accounts: byPerson.get(person) ?? [],
      findings: findings.filter((finding) => finding.person === person),
    }),
  );
  rows.sort((a, b) => a.name.localeCompare(b.name));
  const others = accounts
    .filter(({ person }) => person === undefined)
    .map(
      (account): Row => ({
        name: account.login,
        status: account.protected === undefined ? 'nobody' : 'protected',
        accounts: [account],
        findings: findings.filter(({ id, system }) => system === account.system && id === account.id),
      }),
    );
  return [...rows, ...others];
}
