import { getEventListeners } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CallTimer, timeoutError } from './call-timer.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const never = () => new Promise<never>(() => {});
const late = () => 'too late';
const overdue = () => timeoutError(late());

/** A call whose work never ends by itself. */
function hanging(deadlineMs: number, signal?: AbortSignal) {
  const timer = new CallTimer(deadlineMs, signal, overdue);
  const end = timer.race(never()).catch((reason: unknown) => reason);
  return { end, timer };
}

describe('a call with a timer', () => {
  it('ends at its deadline with the platform TimeoutError, whatever its work does', async () => {
    const { end, timer } = hanging(1000);
    await vi.advanceTimersByTimeAsync(999);
    expect(timer.signal.aborted).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(await end).toMatchObject({ name: 'TimeoutError', message: 'too late' });
    expect(timer.signal.reason).toBe(await end);
  });

  it('ends when one attempt takes too long, and not when the attempt was over before', async () => {
    const { end, timer } = hanging(10_000);
    timer.startAttempt(100, () => 'first');
    await vi.advanceTimersByTimeAsync(99);
    timer.stopAttempt();
    await vi.advanceTimersByTimeAsync(500);
    expect(timer.signal.aborted).toBe(false);
    timer.startAttempt(100, () => 'second');
    await vi.advanceTimersByTimeAsync(100);
    expect(await end).toMatchObject({ name: 'TimeoutError', message: 'second' });
  });

  it('has no time for an attempt that starts without any', async () => {
    const { end, timer } = hanging(10_000);
    timer.startAttempt(0, () => 'nothing left');
    expect(await end).toMatchObject({ name: 'TimeoutError', message: 'nothing left' });
  });

  it('rejects with the very reason of its caller, and leaves no timer and no listener', async () => {
    const controller = new AbortController();
    const reason = new Error('the user left');
    const { end, timer } = hanging(1000, controller.signal);
    timer.startAttempt(500, late);
    controller.abort(reason);
    expect(await end).toBe(reason);
    expect(getEventListeners(controller.signal, 'abort')).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('rejects at once when it was ended before its work was there to race', async () => {
    const controller = new AbortController();
    const reason = new Error('gone');
    const timer = new CallTimer(1000, controller.signal, overdue);
    controller.abort(reason);
    await expect(timer.race(never())).rejects.toBe(reason);
    expect(vi.getTimerCount()).toBe(0);
  });

  it.each([
    ['gives a value', () => Promise.resolve(7)],
    ['fails', () => Promise.reject(new Error('no'))],
  ])('leaves nothing behind when its work %s and it is released', async (_, work) => {
    const { signal } = new AbortController();
    const timer = new CallTimer(1000, signal, overdue);
    timer.startAttempt(500, late);
    await timer.race(work()).catch(() => {});
    timer.release();
    expect(getEventListeners(signal, 'abort')).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('takes a deadline that no timer of the platform can hold', async () => {
    const { timer } = hanging(Number.MAX_SAFE_INTEGER);
    await vi.advanceTimersByTimeAsync(1000);
    expect(timer.signal.aborted).toBe(false);
  });
});
