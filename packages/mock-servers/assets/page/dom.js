export const byId = (id) => document.getElementById(id);

/** An element with its class, text and children; text is never read as HTML. */
export function element(name, { className, text, ...properties } = {}, ...children) {
  const node = Object.assign(document.createElement(name), properties);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  node.append(...children.filter(Boolean));
  return node;
}

/** A line of a list beside the journal: what it is, and what is known of it. */
export function listItem(main, sub, ...more) {
  return element(
    'li',
    {},
    element('span', { className: 'main', text: main }),
    element('span', { className: 'sub', text: sub }),
    ...more,
  );
}

/** Says what became of something that was asked for. */
export function tell(text, isBad = false) {
  const outcome = byId('outcome');
  outcome.className = isBad ? 'bad' : '';
  outcome.textContent = text;
}
