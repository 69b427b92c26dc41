import type { Answer, Ask, Call } from './ask.js';
import { type Look, unable } from './rule.js';

/** What one call gives, unless its status says that nothing can be seen. */
export async function see(ask: Ask, call: Call, look: (answer: Answer) => Look): Promise<Look> {
  const answer = await ask(call);
  return unable(answer) ?? look(answer);
}

/** Whether each of several calls is taken; a part of a list may come with 206. */
export async function statuses(ask: Ask, calls: Readonly<Record<string, Call>>): Promise<Look> {
  const seen: string[] = [];
  for (const [name, call] of Object.entries(calls)) {
    const answer = await ask(call);
    const nothing = unable(answer);
    if (nothing) return nothing;
    // 416: the query was taken, and the list that it gives is empty.
    const taken = [200, 206, 416].includes(answer.status);
    seen.push(`${name} ${taken ? 'taken' : `refused with ${answer.status}`}`);
  }
  return { seen: seen.join(', ') };
}
