import { createHash } from 'node:crypto';
import { escapeHtml as text } from '../html.js';
import { pageRows, type Row } from './page-rows.js';
import { PAGE_SCRIPT } from './page-script.js';
import { PAGE_STYLE } from './page-style.js';
import { accessOf } from './text.js';
import type { Finding, Report, ReportedAccount } from './types.js';

/**
 * One page for an access review: a row for each person, a column for each system. It loads nothing, and its policy lets
 * nothing but its own script run: names come from four systems.
 */
export function reportHtml(report: Report): string {
  const systems = report.systems.map(({ name }) => name);
  const hash = createHash('sha256').update(PAGE_SCRIPT).digest('base64');
  const heads = ['Person', ...systems].map(
    (name) => `<th scope="col"><button type="button">${text(name)}</button></th>`,
  );
  const kinds = [...new Set(report.findings.map(({ kind }) => kind))].sort();
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${hash}'">
<title>Access review ${text(report.at.slice(0, 10))}</title><style>${PAGE_STYLE}</style></head>
<body>
<h1>Access review</h1>
<p>${text(report.at)}: ${report.accounts.length} accounts of ${report.people.length} people in ${systems.length} systems.</p>
${report.systems.map(aboutSystem).join('')}
<form>
<label>Search <input name="text" type="search"></label>
${select('status', 'Person', ['active', 'left', 'nobody', 'protected'])}
${select('finding', 'Finding', kinds)}
${select('system', 'Has account in', systems)}
<button type="reset">Show all</button> <output id="shown" aria-live="polite"></output>
</form>
<div class="scroll" tabindex="0" role="region" aria-label="Accounts by person and system">
<table><thead><tr>${heads.join('')}</tr></thead>
<tbody>
${pageRows(report)
  .map((row) => tableRow(row, systems))
  .join('\n')}
</tbody></table></div>
<h2>${report.findings.length} findings</h2>
<ul>${report.findings.map(findingItem).join('')}</ul>
<script>${PAGE_SCRIPT}</script>
</body></html>
`;
}

function aboutSystem({ complete, error, name }: Report['systems'][number]): string {
  return complete ? '' : `<p class="bad">${text(name)} is incomplete: ${text(error ?? '')}</p>`;
}

function select(name: string, label: string, values: readonly string[]): string {
  const options = values.map((value) => `<option value="${text(value)}">${text(value)}</option>`);
  return `<label>${label} <select name="${name}"><option value="">all</option>${options.join('')}</select></label>`;
}

function tableRow({ accounts, findings, name, person, status }: Row, systems: readonly string[]): string {
  const kinds = [...new Set(findings.map(({ kind }) => kind))];
  const held = [...new Set(accounts.map(({ system }) => system))];
  const mark =
    status === 'active'
      ? ''
      : ` <span class="mark ${status === 'protected' ? 'good' : 'bad'}">${status}</span>`;
  const cells = systems.map((system) => {
    const mine = accounts.filter((account) => account.system === system);
    const shown =
      mine.map((account) => accountCell(account, findings)).join('') || '<span class="none">–</span>';
    return `<td data-system="${text(system)}">${shown}</td>`;
  });
  const small = person === undefined || person === name ? '' : `<small>${text(person)}</small>`;
  return `<tr data-status="${status}" data-findings="${kinds.join(' ')}" data-systems="${text(held.join(' '))}"><th scope="row">${text(name)}${mark}${small}</th>${cells.join('')}</tr>`;
}

function accountCell(account: ReportedAccount, findings: readonly Finding[]): string {
  const kinds = findings.filter(({ id, system }) => system === account.system && id === account.id);
  const marks = [
    ...(account.state && account.state !== 'active'
      ? [`<span class="mark note">${account.state}</span>`]
      : []),
    ...(account.tokens?.length ? [`<span class="mark note">tokens: ${account.tokens.length}</span>`] : []),
    ...(account.protected ? [`<small>${text(account.protected)}</small>`] : []),
    ...kinds.map(({ kind }) => `<span class="mark bad">${kind}</span>`),
  ];
  const access = accessOf(account);
  return `<div class="account">${text(account.login)} ${marks.join(' ')}${access && `<small>${text(access)}</small>`}</div>`;
}

function findingItem({ kind, system, text: what }: Finding): string {
  return `<li><span class="mark bad">${kind}</span> ${text(system)}: ${text(what)}</li>`;
}
