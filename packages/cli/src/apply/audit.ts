import { appendFileSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/** What somebody has to be able to look up later: one write, or one attempt at it. */
export interface AuditLine {
  readonly at: string;
  readonly plan: string;
  readonly system: string;
  readonly person: string;
  readonly login: string;
  readonly change: string;
  /** What was done, as the account model names it; the kind of change where nothing was. */
  readonly step: string;
  readonly outcome: 'done' | 'failed' | 'refused' | 'recovered';
  readonly what: string;
}

/** Adds lines of JSON to a file. */
export function auditTo(path: string): (line: AuditLine) => void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  return (line) => appendFileSync(path, `${JSON.stringify(line)}\n`, { mode: 0o600 });
}
