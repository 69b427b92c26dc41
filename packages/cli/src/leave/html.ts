import { escapeHtml } from '../html.js';
import type { Evidence } from './evidence.js';
import { doneWords, foundWords, leftWords, resultOf } from './words.js';

const STYLE = `
:root { color-scheme: light dark }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 48rem; margin: 2rem auto; padding: 0 1rem }
h1 { font-size: 1.4rem } h2 { font-size: 1.1rem; margin: 1.5rem 0 .3rem; border-bottom: 1px solid }
h1, h2, p, li { overflow-wrap: anywhere } .todo { font-weight: 600 } time { font-variant-numeric: tabular-nums }
@media print { body { margin: 0; max-width: none } section { break-inside: avoid } }`;

/** The evidence as a page for a file or a printer. It loads nothing and runs nothing. */
export function evidenceHtml(evidence: Evidence): string {
  const who = escapeHtml(evidence.name ?? evidence.person);
  const sections = evidence.systems.map(section).join('\n');
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${who} left</title><style>${STYLE}</style></head>
<body><h1>${who} left</h1>
<p>${escapeHtml(evidence.person)}, ${time(evidence.startedAt)} to ${time(evidence.endedAt)}. <strong>${resultOf(evidence)}</strong></p>
${sections}
</body></html>
`;
}

function section({
  complete,
  done,
  error,
  found,
  left,
  name,
  problems,
  url,
}: Evidence['systems'][number]): string {
  const items = [
    ...(complete ? [] : [`<li class="todo">Not all accounts could be read: ${escapeHtml(error ?? '')}</li>`]),
    ...(found.length === 0 && problems.length === 0 ? ['<li>Nothing was there.</li>'] : []),
    ...found.map((account) => `<li>Was there: ${escapeHtml(foundWords(account))}</li>`),
    ...done.map((step) => `<li>${time(step.at)} ${escapeHtml(`${step.kind}: ${doneWords(step)}`)}</li>`),
    ...problems.map((problem) => `<li class="todo">Not done: ${escapeHtml(problem)}</li>`),
    ...left.map((each) => `<li class="todo">To do: ${escapeHtml(leftWords(each))}</li>`),
  ];
  return `<section><h2>${escapeHtml(name)}</h2><p>${escapeHtml(url)}</p><ul>${items.join('')}</ul></section>`;
}

function time(at: string): string {
  return `<time datetime="${escapeHtml(at)}">${escapeHtml(at)}</time>`;
}
