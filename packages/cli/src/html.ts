import { printable } from './printable.js';

/** Text for HTML, between tags or in a quoted attribute; what would turn the direction of a line is shown as what it is. */
export function escapeHtml(text: string): string {
  const entities: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return printable(text).replace(/[&<>"']/g, (char) => entities[char] ?? char);
}
