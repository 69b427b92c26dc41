import type { Numbered } from '../experiments.ts';
import { answers } from './answers.ts';
import { ends } from './ends.ts';
import { firstList } from './first-list.ts';
import { inputs } from './inputs.ts';
import { noPartOf } from './no-part-of.ts';

/** Every fault that is put to every client, in the order of the table of reliability.md. */
export const faults: readonly Numbered[] = [...firstList, ...answers, ...inputs, ...ends, ...noPartOf].sort(
  ([one], [other]) => one - other,
);
