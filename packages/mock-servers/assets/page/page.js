import { act, refreshAfterActions } from './actions.js';
import { call } from './control-plane.js';
import { byId } from './dom.js';
import { offerFaults, showFaults } from './faults.js';
import { copyWith, filterEntries, forgetEntries, lastEntry, showEntries } from './journal.js';
import { showState, showViolations } from './state.js';

const everyMs = 1000;
let polls = 0;

async function refresh() {
  const seen = lastEntry();
  const [summary, violations, faults] = await Promise.all([
    call('summary'),
    call('violations'),
    call('faults'),
  ]);
  forgetEntries(seen, summary.oldestEntry);
  copyWith(summary.credentials);
  offerFaults(summary);
  showState(summary);
  showViolations(violations);
  showFaults(faults);
}

/** The journal every second; the rest when there was a request, and now and then, for tasks move by themselves. */
async function poll() {
  if (!document.hidden && !byId('pause').checked) {
    try {
      const entries = await call(`journal?after=${lastEntry()}`);
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
  setTimeout(poll, everyMs);
}

function connection(className, text) {
  const node = byId('connection');
  node.className = className;
  if (node.textContent !== text) node.textContent = text;
}

refreshAfterActions(refresh);
byId('filter').addEventListener('input', filterEntries);
byId('clear-filter').addEventListener('click', () => {
  byId('filter').value = '';
  filterEntries();
  byId('filter').focus();
});
// A reset throws away what somebody may still be looking at, so it asks first.
byId('reset').addEventListener('click', () => byId('reset-dialog').showModal());
byId('reset-dialog').addEventListener('close', ({ target }) => {
  if (target.returnValue === 'reset') act('Back at the start.', () => call('reset', 'POST'));
  target.returnValue = '';
});
poll();
