/**
 * What the page does when filters change or a column's head is pressed. It only hides and orders rows that are there, so
 * that the page is whole without it.
 */
export const PAGE_SCRIPT = `
const table = document.querySelector('table'), body = table.tBodies[0], rows = [...body.rows];
const form = document.forms[0], shown = document.getElementById('shown');
function filter() {
  const text = form.text.value.trim().toLowerCase(), { status, finding, system } = form;
  let count = 0;
  for (const row of rows) {
    const data = row.dataset;
    const fits = (!text || row.textContent.toLowerCase().includes(text))
      && (!status.value || data.status === status.value)
      && (!finding.value || data.findings.split(' ').includes(finding.value))
      && (!system.value || data.systems.split(' ').includes(system.value));
    row.hidden = !fits;
    if (fits) count += 1;
  }
  shown.textContent = count + ' of ' + rows.length + ' rows';
}
function sort(head) {
  const index = [...head.parentNode.cells].indexOf(head);
  const down = head.getAttribute('aria-sort') === 'ascending';
  for (const cell of head.parentNode.cells) cell.removeAttribute('aria-sort');
  head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
  const text = (row) => row.cells[index].textContent.trim();
  rows.sort((a, b) => text(a).localeCompare(text(b), undefined, { numeric: true }) * (down ? -1 : 1));
  body.append(...rows);
}
form.addEventListener('input', filter);
form.addEventListener('reset', () => setTimeout(filter));
form.addEventListener('submit', (event) => event.preventDefault());
table.tHead.addEventListener('click', ({ target }) => target.closest('button') && sort(target.closest('th')));
filter();`;
