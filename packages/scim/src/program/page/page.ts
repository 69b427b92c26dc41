import type { AuditLine, ScimSystem } from '../../options.js';
import type { PersonInLimbo } from '../limbo.js';
import { type Html, html } from './html.js';
import { STYLE } from './style.js';

/** What the page shows. */
export interface PageContent {
  systems: Readonly<Record<string, ScimSystem>>;
  limbo: readonly PersonInLimbo[];
  /** The newest first. */
  lines: readonly AuditLine[];
}

/** The operator's page: what is served, who is in between, and the last writes. Without scripts, and without secrets. */
export function operatorPage({ limbo, lines, systems }: PageContent): string {
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>SCIM bridge</title>
<style>${STYLE}</style>
</head>
<body>
<header><h1>SCIM bridge</h1><nav aria-label="Parts of this page"><a href="#systems">Systems</a> <a href="#limbo">In between</a> <a href="#writes">Writes</a></nav></header>
<main>
<section id="systems"><h2>Systems</h2>${table(
    'Systems and what they can do',
    ['System', 'Vendor', 'active: false', 'Roles', 'Groups', 'A removal'],
    Object.entries(systems).map(([name, system]) => systemRow(name, system)),
    'No system is served.',
  )}</section>
<section id="limbo"><h2>In between</h2>
<p>People whose create or removal was begun and is not confirmed. The provider's next request goes on with it.</p>${table(
    'People in between',
    ['System', 'User name', 'State', 'Task', 'Id'],
    limbo.map(({ id, state, system, task = '–', userName }) => [system, userName, state, task, id]),
    'Nobody.',
  )}</section>
<section id="writes"><h2>Last writes</h2>${table(
    'The last hundred writes since the start, the newest first',
    ['Time', 'Client', 'System', 'Request', 'Who', 'Outcome', 'For a human'],
    lines.map(lineRow),
    'None since the start.',
  )}</section>
</main>
</body>
</html>`;
  return page.text;
}

type Cell = string | Html;

function table(caption: string, heads: readonly string[], rows: readonly Cell[][], empty: string): Html {
  if (rows.length === 0) return html`<p>${empty}</p>`;
  // Whoever uses a keyboard scrolls what can be focused.
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${caption}"><table><caption>${caption}</caption>
<thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${rows.map(
    ([first = '', ...rest]) =>
      html`<tr><th scope="row">${first}</th>${rest.map((cell) => html`<td>${cell}</td>`)}</tr>\n`,
  )}</tbody></table></div>`;
}

function systemRow(name: string, { accounts, deactivate = 'refuse', groups }: ScimSystem): Cell[] {
  const { disable, removalTakesTime, roles } = accounts.capabilities;
  const policy = typeof deactivate === 'object' ? `gives the role ${deactivate.role}` : `${deactivate}s`;
  const removal = removalTakesTime ? 'takes time: 503 until it is done' : 'is done at once';
  return [name, accounts.vendor, disable ? 'disables' : policy, roles, groups ?? '–', removal];
}

function lineRow(line: AuditLine): Cell[] {
  const { client, detail, left = [], members, outcome, status, system, time, userName } = line;
  const isFailed = status >= 400;
  const said = `${status} ${outcome ?? detail ?? ''}`;
  return [
    html`<time datetime="${time}">${time.replace('T', ' ').slice(0, 19)}</time>`,
    client,
    system,
    `${line.method} ${line.resource}`,
    userName ?? members?.join(' ') ?? '–',
    isFailed ? html`<strong class="failed">${said}</strong>` : said,
    left.join(' ') || '–',
  ];
}
