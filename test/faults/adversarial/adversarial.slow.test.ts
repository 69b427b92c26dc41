import { expect, it } from 'vitest';
import { runCases } from './run.js';

const count = Number(process.env.ADVERSARIAL_CASES ?? 4000);
const seed = Number(process.env.ADVERSARIAL_SEED ?? Date.now() % 2 ** 31);
/** A case takes some milliseconds on a quiet machine. */
const TIMEOUT_MS = 60_000 + count * 50;

it(
  'keeps its promises whatever servers do, in many more cases of a new seed',
  async () => {
    const { ran, ended, broken } = await runCases(count, seed);
    console.log(`adversarial: ${ran} of ${count} cases, ADVERSARIAL_SEED=${seed}: ${JSON.stringify(ended)}`);
    expect(broken, `ADVERSARIAL_SEED=${seed}`).toEqual([]);
    expect(ran).toBe(count);
  },
  TIMEOUT_MS,
);
