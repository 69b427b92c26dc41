import { act } from './actions.js';
import { call } from './control-plane.js';
import { byId, element, listItem } from './dom.js';

let operationsShown = false;

/** What faults can be narrowed to: the operations, and tasks where the vendor has them. */
export function offerFaults({ hasTasks, operations }) {
  if (operationsShown) return;
  operationsShown = true;
  byId('fault-operation').append(
    ...operations.map(({ operationId }) => element('option', { value: operationId, text: operationId })),
  );
  for (const option of document.querySelectorAll('option.tasks')) option.hidden = option.disabled = !hasTasks;
}

export function showFaults(faults) {
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
      return listItem(text, `${operationId}, hit ${hits}${left === null ? '' : `, ${left} left`}`, button);
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
