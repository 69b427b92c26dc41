import type { Context } from '../context.js';

/** Asks until the answer will do. @param problemOf what is wrong with an answer; undefined when nothing is. */
export type Asker = (question: string, problemOf: (answer: string) => string | undefined) => Promise<string>;

export function asker(ask: NonNullable<Context['ask']>, { process }: Context): Asker {
  return async (question, problemOf) => {
    while (true) {
      const answer = (await ask(`${question}: `)).trim();
      const problem = problemOf(answer);
      if (problem === undefined) return answer;
      process.stderr.write(`${problem}\n`);
    }
  };
}
