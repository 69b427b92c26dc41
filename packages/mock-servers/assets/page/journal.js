import { curlOf, isCut } from './curl.js';
import { byId, element, tell } from './dom.js';

const keptEntries = 300;
let lastSeen = 0;
let credentials = {};

/** The number of the newest entry on the page. */
export const lastEntry = () => lastSeen;

/** The headers that stand in for masked ones in a copied request. */
export function copyWith(headers) {
  credentials = headers;
}

export function showEntries(entries) {
  const list = byId('entries');
  // Two answers may tell of the same request.
  for (const entry of entries.filter(({ n }) => n > lastSeen)) {
    lastSeen = Math.max(lastSeen, entry.n);
    list.prepend(entryItem(entry));
  }
  while (list.childElementCount > keptEntries) list.lastElementChild.remove();
  filterEntries();
}

/** Drops what the sandbox has forgotten, by a reset for instance; entries after `seen` came later than the question. */
export function forgetEntries(seen, oldest) {
  for (const item of [...byId('entries').children]) {
    const n = Number(item.dataset.n);
    if (n <= seen && (oldest === null || n < oldest)) item.remove();
  }
  filterEntries();
}

/** Hides what the filter does not match, and says how many are left of how many. */
export function filterEntries() {
  const wanted = byId('filter').value.trim().toLowerCase();
  const items = [...byId('entries').children];
  for (const item of items) item.hidden = !item.dataset.text.includes(wanted);
  const shown = items.filter((item) => !item.hidden).length;
  byId('journal-count').textContent = wanted ? `${shown} of ${items.length}` : String(items.length);
  byId('journal-empty').hidden = items.length > 0;
  byId('journal-unmatched').hidden = items.length === 0 || shown > 0;
  byId('journal-unmatched-text').textContent =
    `No request matches “${byId('filter').value.trim()}”; ${items.length} ${items.length === 1 ? 'is' : 'are'} hidden.`;
}

export const violationText = ({ direction, location, message }) => `${direction} ${location}: ${message}`;

function entryItem(entry) {
  const { at, fault, method, ms, operationId, status, url, violations = [] } = entry;
  const broken = violations.some(({ direction }) => direction === 'response');
  const summary = element(
    'summary',
    {},
    element('time', { dateTime: at, text: at.slice(11, 19) }),
    element('span', { className: 'method', text: method }),
    element('span', { className: 'url', text: url }),
    fault && element('span', { className: 'tag fault', text: 'fault' }),
    broken && element('span', { className: 'tag violation', text: 'violation' }),
    element('span', { className: `status s${String(status ?? 5)[0]}`, text: String(status ?? 'cut') }),
    element('span', { className: 'ms', text: `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms` }),
  );
  const details = element('details', {}, summary);
  // Filled when it is opened: three hundred closed entries stay light.
  details.addEventListener('toggle', () => details.open && fill(details, entry), { once: true });
  const item = element('li', {}, details);
  item.dataset.n = String(entry.n);
  item.dataset.text = `${method} ${url} ${operationId ?? ''} ${status ?? 'cut'}`.toLowerCase();
  return item;
}

function fill(details, entry) {
  const block = element('div', { className: 'detail' });
  const part = (title, text) =>
    text && block.append(element('h3', { text: title }), element('pre', { text, tabIndex: 0 }));
  block.append(copyButton(entry));
  part('Operation', entry.operationId ?? 'none: the OpenAPI document does not know this path');
  part('Violations', (entry.violations ?? []).map(violationText).join('\n'));
  part('Request headers', headerLines(entry.requestHeaders));
  part('Request body', pretty(entry.requestBody));
  part('Response headers', headerLines(entry.responseHeaders));
  part('Response body', pretty(entry.responseBody));
  details.append(block);
}

function copyButton(entry) {
  const button = element('button', { type: 'button', text: 'Copy as curl' });
  button.addEventListener('click', async () => {
    const line = curlOf(entry, credentials, location.origin);
    try {
      await navigator.clipboard.writeText(line);
      tell(
        isCut(entry)
          ? 'The curl line is on the clipboard. The journal has only the beginning of the body: put the whole of it into a file called body.'
          : 'The request is on the clipboard as a curl line.',
      );
    } catch {
      // Not every browser lets a page write there: the line is shown, to be copied by hand.
      button.after(element('pre', { text: line, tabIndex: 0 }));
      tell('The browser does not let the page copy; the curl line stands below the button.');
    }
  });
  return button;
}

const headerLines = (headers = {}) =>
  Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n');

/** Bodies that were cut do not parse, and are shown as they are. */
function pretty(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
