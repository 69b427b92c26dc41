import type { Vendor } from '@rollcall/accounts';
import type { Answer, Ask } from './ask.js';
import { coverageOf } from './coverage.js';
import type { Mark } from './mark.js';
import type { ReadingRule } from './rule.js';

/** What became of one mark. */
export interface Finding {
  readonly pointer: string;
  readonly mark: string;
  /**
   * `confirmed`: seen as the spec has it; `differs`: seen otherwise; `open`: could not be seen here;
   * `unreadable`: no reading settles it.
   */
  readonly outcome: 'confirmed' | 'differs' | 'open' | 'unreadable';
  readonly says?: string;
  readonly seen?: string;
  /** Why it is open or unreadable. */
  readonly why?: string;
  /** The calls, by path template, and their statuses. */
  readonly evidence: readonly string[];
}

/** Looks at every mark of the vendor's spec, one call after the other. */
export async function probe(vendor: Vendor, ask: Ask): Promise<Finding[]> {
  const findings: Finding[] = [];
  const askOnce = remembering(ask);
  for (const { mark, reading, unreadable } of coverageOf(vendor)) {
    const about = { pointer: mark.pointer, mark: mark.text };
    if (reading) findings.push({ ...about, ...(await lookAt(reading, mark, askOnce)) });
    else {
      const why = unreadable?.reason ?? 'no rule';
      findings.push({ ...about, outcome: 'unreadable', why, evidence: [] });
    }
  }
  return findings;
}

/** Sends a call once, however many marks its answer settles: a console is not asked twice for the same. */
function remembering(ask: Ask): Ask {
  const answers = new Map<string, Promise<Answer>>();
  return (call) => {
    const key = JSON.stringify(call);
    const answer = answers.get(key) ?? ask(call);
    answers.set(key, answer);
    return answer;
  };
}

async function lookAt(rule: ReadingRule, mark: Mark, ask: Ask) {
  const evidence: string[] = [];
  const recorded: Ask = async (call) => {
    const answer = await ask(call);
    evidence.push(`${call.method ?? 'GET'} ${call.url} → ${answer.status}`);
    return answer;
  };
  const look = await rule.look(recorded, mark);
  const { says } = rule;
  if ('open' in look) return { outcome: 'open' as const, says, why: look.open, evidence };
  const outcome = look.seen === says ? ('confirmed' as const) : ('differs' as const);
  return { outcome, says, seen: look.seen, evidence };
}
