import type { JournalEntry } from '../journal/journal.js';
import type { Vendor } from '../vendor/vendors.js';

/** `12:00:01 iq GET /api/v2/users 200 3 ms listUsers`, and what was wrong. */
export function logLine(vendor: Vendor, entry: JournalEntry): string {
  const { at, fault, method, ms, operationId = 'no operation', status, url, violations = [] } = entry;
  const words = [
    at.slice(11, 19),
    vendor,
    method,
    visible(url),
    status ?? 'no answer',
    `${Math.round(ms)} ms`,
    operationId,
    ...(fault ? ['fault'] : []),
    ...violations.map(
      ({ direction, location, message }) => `[${direction} ${location}: ${visible(message)}]`,
    ),
  ];
  return `${words.join(' ')}\n`;
}

/** Without control characters: what came over the network must not steer a terminal. */
function visible(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return text.replace(/[\u0000-\u001f\u007f-\u009f]/g, ' ').slice(0, 500);
}
