import type { Report } from './types.js';

/** Replaced by the page in its own step. */
export function reportHtml(report: Report): string {
  return JSON.stringify(report);
}
