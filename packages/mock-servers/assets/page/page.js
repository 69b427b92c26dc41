const keptEntries = 300;
const base = '/__rollcall/';
const byId = (id) => document.getElementById(id);

/** An element with its class, text and children; text is never read as HTML. */
function element(name, { className, text, ...properties } = {}, ...children) {
  const node = Object.assign(document.createElement(name), properties);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  node.append(...children.filter(Boolean));
  return node;
}

async function call(path, method = 'GET', body = undefined) {
  const response = await fetch(base + path, {
    method,
    ...(body !== undefined && {
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    }),
  });
  const answer = response.status === 204 ? undefined : await response.json();
  if (!response.ok) throw new Error(answer?.message ?? `HTTP ${response.status}`);
  return answer;
}

// ---- journal

let lastSeen = 0;

function showEntries(entries) {
  const list = byId('entries');
  // Two answers may tell of the same request.
  for (const entry of entries.filter(({ n }) => n > lastSeen)) {
    lastSeen = Math.max(lastSeen, entry.n);
    list.prepend(entryItem(entry));
  }
  while (list.childElementCount > keptEntries) list.lastElementChild.remove();
  byId('journal-count').textContent = String(list.childElementCount);
  byId('journal-empty').hidden = list.childElementCount > 0;
  filterEntries();
}

/** Drops what the sandbox has forgotten, by a reset for instance; entries after `seen` came later than the question. */
function forgetEntries(seen, oldest) {
  for (const item of [...byId('entries').children]) {
    const n = Number(item.dataset.n);
    if (n <= seen && (oldest === null || n < oldest)) item.remove();
  }
  showEntries([]);
}

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
  part('Operation', entry.operationId ?? 'none: the OpenAPI document does not know this path');
  part('Violations', (entry.violations ?? []).map(violationText).join('\n'));
  part('Request headers', headerLines(entry.requestHeaders));
  part('Request body', pretty(entry.requestBody));
  part('Response headers', headerLines(entry.responseHeaders));
  part('Response body', pretty(entry.responseBody));
  details.append(block);
}

const headerLines = (headers = {}) =>
  Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n');

const violationText = ({ direction, location, message }) => `${direction} ${location}: ${message}`;

/** Bodies that were cut do not parse, and are shown as they are. */
function pretty(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

function filterEntries() {
  const wanted = byId('filter').value.trim().toLowerCase();
  for (const item of byId('entries').children) item.hidden = !item.dataset.text.includes(wanted);
}

// ---- state

let operationsShown = false;

function showSummary({ deploy, hasTasks, operations, tasks, title, users }) {
  document.title = `${title} sandbox`;
  byId('title').textContent = `${title} sandbox`;
  if (!operationsShown) {
    operationsShown = true;
    const options = operations.map(({ operationId }) =>
      element('option', { value: operationId, text: operationId }),
    );
    byId('fault-operation').append(...options);
    for (const option of document.querySelectorAll('option.tasks'))
      option.hidden = option.disabled = !hasTasks;
  }
  byId('users-count').textContent = String(users.total);
  const shown = users.first.map(userItem);
  if (users.total > shown.length)
    shown.push(element('li', { text: `and ${users.total - shown.length} more` }));
  byId('users').replaceChildren(...shown);
  byId('tasks-section').hidden = !hasTasks;
  byId('tasks-count').textContent = String(tasks.total);
  byId('tasks-empty').hidden = tasks.total > 0 || deploy !== null;
  byId('tasks').replaceChildren(
    ...(deploy === null
      ? []
      : [stateItem(`Deploy, ${deploy.type}`, deploy.status, `${deploy.percent_complete} %`)]),
    ...tasks.last.map(({ id, name, status }) => stateItem(name, status, `task ${id}`)),
  );
}

function userItem(user) {
  const name = user.username ?? user.userName ?? user.name ?? user.subject ?? user.emailAddress;
  const email = user.email ?? user.emailAddress ?? '';
  const staged = 'deployed' in user && !(user.deployed && user.staged);
  const note = staged ? (user.deployed ? 'deletion staged' : 'staged') : (user.status ?? user.realm ?? '');
  return element(
    'li',
    {},
    element('span', { className: 'main', text: name }),
    element('span', { className: 'sub', text: [user.id, email, note].filter(Boolean).join(' · ') }),
  );
}

const ended = ['COMPLETED', 'COMPLETE', 'DONE'];
const failures = ['CANCELLED', 'CONFLICT', 'EXCEPTION', 'INTERRUPTED'];

function stateItem(name, status, note) {
  const className = ended.includes(status) ? 's2' : failures.includes(status) ? 'failed' : 'moving';
  return element(
    'li',
    {},
    element('span', { className: 'main', text: name }),
    element('span', { className: 'sub', text: note }),
    element('span', { className: `status ${className}`, text: status }),
  );
}

function showViolations(violations) {
  byId('violations-count').textContent = String(violations.length);
  byId('violations-empty').hidden = violations.length > 0;
  byId('violations-section').classList.toggle('broken', violations.length > 0);
  const latest = violations.slice(-20).reverse();
  byId('violations').replaceChildren(
    ...latest.map((violation) =>
      element(
        'li',
        {},
        element('span', { className: 'main', text: `${violation.method} ${violation.url}` }),
        element('span', { className: 'sub', text: violationText(violation) }),
      ),
    ),
  );
}

// ---- faults

function showFaults(faults) {
  byId('faults-count').textContent = String(faults.length);
  byId('clear-faults').hidden = faults.length === 0;
  const now = JSON.stringify(faults);
  // Left alone while nothing changes, so that the focus stays on its button.
  if (byId('faults').dataset.now === now) return;
  byId('faults').dataset.now = now;
  byId('faults').replaceChildren(
    ...faults.map(({ fault, hits, id, left }) => {
      const { operationId = 'any operation', times: _, ...effect } = fault;
      const text = Object.entries(effect)
        .map(([name, value]) => `${name} ${typeof value === 'object' ? JSON.stringify(value) : value}`)
        .join(', ');
      const button = element('button', { type: 'button', text: 'Remove', ariaLabel: `Remove fault ${id}` });
      button.addEventListener('click', () => act('Fault removed.', () => call(`faults/${id}`, 'DELETE')));
      return element(
        'li',
        {},
        element('span', { className: 'main', text }),
        element('span', {
          className: 'sub',
          text: `${operationId}, hit ${hits}${left === null ? '' : `, ${left} left`}`,
        }),
        button,
      );
    }),
  );
}

const values = {
  status: ['Status', '503'],
  latencyMs: ['Milliseconds', '2000'],
  slowBodyMs: ['Milliseconds', '5000'],
  contentType: ['Content type', 'text/html'],
};

function faultFromForm() {
  const kind = byId('fault-kind').value;
  const value = byId('fault-value').value.trim();
  const operationId = byId('fault-operation').value;
  const often = byId('fault-often').value;
  const amount = Number(byId('fault-amount').value);
  const effect = ['stuck', 'failed', 'unknown'].includes(kind)
    ? { task: kind }
    : { [kind]: kind === 'contentType' ? value : kind in values ? Number(value) : true };
  return { ...effect, ...(operationId && { operationId }), ...(often !== 'once' && { [often]: amount }) };
}

byId('fault-kind').addEventListener('change', ({ target }) => {
  const given = values[target.value];
  byId('fault-value-label').hidden = given === undefined;
  byId('fault-value').required = given !== undefined;
  byId('fault-value').inputMode = target.value === 'contentType' ? 'text' : 'numeric';
  if (given) [byId('fault-value-name').textContent, byId('fault-value').value] = given;
});

byId('fault-often').addEventListener('change', ({ target }) => {
  byId('fault-amount-label').hidden = target.value === 'once';
  byId('fault-amount-name').textContent = target.value === 'times' ? 'Times' : 'Probability, 0 to 1';
  byId('fault-amount').value = target.value === 'times' ? '3' : '0.1';
});

byId('fault-form').addEventListener('submit', (event) => {
  event.preventDefault();
  act('Fault added.', () => call('faults', 'POST', faultFromForm()));
});
byId('clear-faults').addEventListener('click', () => act('Faults cleared.', () => call('faults', 'DELETE')));
byId('reset').addEventListener('click', () => act('Back at the start.', () => call('reset', 'POST')));
byId('filter').addEventListener('input', filterEntries);

async function act(done, action) {
  const outcome = byId('outcome');
  try {
    await action();
    outcome.className = '';
    outcome.textContent = done;
  } catch (error) {
    outcome.className = 'bad';
    outcome.textContent = error.message;
  }
  await refresh();
}

// ---- polling

let polls = 0;

async function refresh() {
  const seen = lastSeen;
  const [summary, violations, faults] = await Promise.all([
    call('summary'),
    call('violations'),
    call('faults'),
  ]);
  forgetEntries(seen, summary.oldestEntry);
  showSummary(summary);
  showViolations(violations);
  showFaults(faults);
}

/** The journal every second; the rest when there was a request, and now and then, for tasks move by themselves. */
async function poll() {
  if (!document.hidden && !byId('pause').checked) {
    try {
      const entries = await call(`journal?after=${lastSeen}`);
      if (entries.length > 0) showEntries(entries);
      if (entries.length > 0 || polls % 3 === 0) await refresh();
      polls += 1;
      connection('live', 'live');
    } catch {
      connection('lost', 'the sandbox does not answer');
    }
  } else {
    connection('', 'paused');
  }
  setTimeout(poll, 1000);
}

function connection(className, text) {
  const node = byId('connection');
  node.className = className;
  if (node.textContent !== text) node.textContent = text;
}

poll();
