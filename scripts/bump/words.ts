const WORDS = new Set([
  'description',
  'summary',
  'title',
  'example',
  'examples',
  'externalDocs',
  '$comment',
  'tags',
  'xml',
]);

/** Facts that code is generated from or depends on; every other extension is a note to the reader of the spec. */
export const FACTS = new Set([
  'x-answered-as',
  'x-api-version',
  'x-async-task',
  'x-element-order',
  'x-filter',
  'x-limits',
  'x-normal-forms',
  'x-on-premises',
  'x-paging',
  'x-rate-tier',
  'x-rate-tiers',
  'x-rate-window',
  'x-reads-only',
  'x-redirects-to',
  'x-resources',
  'x-route',
  'x-secret',
  'x-security',
  'x-sort',
  'x-takes-effect',
  'x-task-states',
  'x-update-packages',
]);

/** Whether a keyword only says something to people. */
export function isWords(keyword: string): boolean {
  return WORDS.has(keyword) || (keyword.startsWith('x-') && !FACTS.has(keyword));
}
