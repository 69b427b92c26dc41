import { expect, it } from 'vitest';
import { runCases } from './run.js';

// The long run, with a seed of its own each time, is in adversarial.slow.test.ts.
it('keeps its promises whatever a server does', async () => {
  const count = 240;
  const { ran, ended, broken } = await runCases(count, 20_261_125);
  expect(broken).toEqual([]);
  // A run in which nothing succeeds, or nothing fails, would prove nothing.
  for (const how of ['success', 'HttpError, refused', 'HttpError, unknown', 'ProtocolError, unknown'])
    expect(ended[how], how).toBeGreaterThan(count / 50);
  expect(ran).toBe(count);
}, 60_000);
