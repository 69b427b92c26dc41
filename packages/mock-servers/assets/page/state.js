import { byId, element, listItem } from './dom.js';
import { violationText } from './journal.js';

const ended = ['COMPLETED', 'COMPLETE', 'DONE'];
const failures = ['CANCELLED', 'CONFLICT', 'EXCEPTION', 'INTERRUPTED'];

/** The sandbox's name, users and tasks. */
export function showState({ deploy, hasTasks, tasks, title, users }) {
  document.title = `${title} sandbox`;
  byId('title').textContent = `${title} sandbox`;
  byId('users-count').textContent = String(users.total);
  const shown = users.first.map(({ name, facts }) => listItem(name, facts.join(' · ')));
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

function stateItem(name, status, note) {
  const className = ended.includes(status) ? 's2' : failures.includes(status) ? 'failed' : 'moving';
  return listItem(name, note, element('span', { className: `status ${className}`, text: status }));
}

export function showViolations(violations) {
  byId('violations-count').textContent = String(violations.length);
  byId('violations-empty').hidden = violations.length > 0;
  byId('violations-section').classList.toggle('broken', violations.length > 0);
  const latest = violations.slice(-20).reverse();
  byId('violations').replaceChildren(
    ...latest.map((violation) => listItem(`${violation.method} ${violation.url}`, violationText(violation))),
  );
}
