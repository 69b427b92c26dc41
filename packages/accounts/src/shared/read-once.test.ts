import { describe, expect, it } from 'vitest';
import { readOnce } from './read-once.js';

/** Reads that are answered by hand, in the order in which they were asked. */
function byHand() {
  const asked: { resolve: (value: string) => void; reject: (error: Error) => void }[] = [];
  const read = () =>
    new Promise<string>((resolve, reject) => {
      asked.push({ resolve, reject });
    });
  return { asked, read };
}

describe('a read that is kept', () => {
  it('is one for all who ask at the same time, and for those who come later', async () => {
    const { asked, read } = byHand();
    const once = readOnce(read);
    const both = Promise.all([once(), once(new AbortController().signal)]);
    asked[0]?.resolve('Analyst');
    expect(await both).toEqual(['Analyst', 'Analyst']);
    expect(await once()).toBe('Analyst');
    expect(asked).toHaveLength(1);
  });

  it('goes on for the others when one gives up', async () => {
    const { asked, read } = byHand();
    const once = readOnce(read);
    const first = new AbortController();
    const gaveUp = once(first.signal);
    const waits = once();
    first.abort(new Error('no longer wanted'));
    await expect(gaveUp).rejects.toThrow('no longer wanted');
    asked[0]?.resolve('Analyst');
    expect(await waits).toBe('Analyst');
  });

  it('is read again after a failure, and when it is old', async () => {
    const { asked, read } = byHand();
    const once = readOnce(read, 0);
    const failed = once();
    asked[0]?.reject(new Error('503'));
    await expect(failed).rejects.toThrow('503');
    for (const [at, name] of ['Analyst', 'Reader'].entries()) {
      const again = once();
      asked[at + 1]?.resolve(name);
      expect(await again).toBe(name);
    }
  });
});
