import { readFileSync } from 'node:fs';
import { Problem } from '../problem.js';
import { writeResult } from '../write-file.js';
import type { Plan } from './types.js';

export function writePlan(file: string, plan: Plan): void {
  writeResult(file, `${JSON.stringify(plan, null, 2)}\n`, 0o600);
}

/** @throws Problem for a file that `plan --out` has not written, or a later version of it. */
export function readPlan(file: string): Plan {
  let plan: Partial<Plan>;
  try {
    plan = JSON.parse(readFileSync(file, 'utf8')) as Partial<Plan>;
  } catch {
    throw new Problem(`${file} cannot be read as a plan; make one with \`rollcall plan --out ${file}\``);
  }
  if (plan?.version !== 1) {
    throw new Problem(`${file} is a plan of version ${plan?.version}, and this program knows version 1`);
  }
  const { entries, madeFrom, skipped, systems } = plan;
  if (
    !Array.isArray(entries) ||
    !Array.isArray(skipped) ||
    !Array.isArray(systems) ||
    typeof madeFrom?.people !== 'string' ||
    typeof madeFrom.rules !== 'string' ||
    !entries.every(isEntry)
  ) {
    throw new Problem(`${file} is no whole plan; make it again with \`rollcall plan --out ${file}\``);
  }
  return plan as Plan;
}

/** The plan that an earlier run kept for going on. @throws Problem when that is lost. */
export function readBegunPlan(file: string): Plan {
  try {
    return readPlan(file);
  } catch {
    throw new Problem(
      `an earlier apply did not come to its end, and its plan ${file} cannot be read. Look at .rollcall/audit.jsonl for what it was about to do, then say --abandon. Nothing was done`,
    );
  }
}

function isEntry(entry: unknown): boolean {
  const fields = (entry ?? {}) as { [field: string]: unknown };
  const { account, id, kind } = (fields.change ?? {}) as { [field: string]: unknown };
  const texts = ['key', 'system', 'person', 'login', 'reason'];
  if (!texts.every((name) => typeof fields[name] === 'string') || !Array.isArray(fields.calls)) return false;
  if (kind === 'create') return isObject(account);
  if (kind === 'change' && !isObject((fields.change as { patch?: unknown }).patch)) return false;
  const known = kind === 'change' || kind === 'disable' || kind === 'enable' || kind === 'remove';
  return known && typeof id === 'string' && isObject(fields.before);
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}
