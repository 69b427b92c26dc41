import { stringify } from 'csv-stringify/sync';
import { accessOf } from './text.js';
import type { Report } from './types.js';

/** A line for each account. A spreadsheet takes no cell for a formula: such cells begin with an apostrophe. */
export function reportCsv({ accounts, findings, people }: Report): string {
  const names = new Map(people.map((each) => [each.person, each]));
  const rows = accounts.map((account) => ({
    person: account.person ?? '',
    name: names.get(account.person ?? '')?.name ?? '',
    status: names.get(account.person ?? '')?.status ?? '',
    system: account.system,
    id: account.id,
    login: account.login,
    addresses: account.addresses.join('; '),
    state: account.state ?? '',
    access: accessOf(account),
    tokens: account.tokens === undefined ? '' : String(account.tokens.length),
    lastSeenAt: account.lastSeenAt ?? '',
    protected: account.protected ?? '',
    findings: findings
      .filter(({ id, system }) => system === account.system && id === account.id)
      .map(({ kind }) => kind)
      .join('; '),
  }));
  const columns = [
    'person',
    'name',
    'status',
    'system',
    'id',
    'login',
    'addresses',
    'state',
    'access',
    'tokens',
    'lastSeenAt',
    'protected',
    'findings',
  ];
  return stringify(rows, { header: true, columns, escape_formulas: true });
}
