import {
  DeprovisionError,
  type DeprovisionResult,
  PartialFailureError,
  type ProvisionProgress,
} from '@rollcall/facade';
import { afterAll, describe, expect, it } from 'vitest';
import { type HalfWayCase, openHalfWayCases } from '../support/half-way-cases.js';
import type { Refusal, SeenCall } from '../support/refusing-server.js';

const EACH_MS = 60_000;

/**
 * Every call of `deprovision` and `provision` of every vendor, refused: in all of these ways when `isThorough`, else each call
 * in one of them, by turns.
 */
export async function describeHalfWay(refusals: readonly Refusal[], isThorough: boolean): Promise<void> {
  // A call that hangs takes its whole time: each third one does.
  const waysOf = (at: number) =>
    isThorough
      ? refusals.filter((how) => how !== 'hang' || at % 3 === 0)
      : [refusals[at % refusals.length] as Refusal];
  const cases = await openHalfWayCases();
  afterAll(() => {
    for (const one of cases) one.server.close();
  });

  describe.each(cases.map((one) => [one.name, one] as const))('a leaver of %s', (_, one) => {
    it(
      'is told what was done and where it stopped when any call fails, and is out after going on',
      async () => {
        await one.begin();
        one.server.restart();
        const good = await one.deprovision();
        expect(kinds(good)).toEqual(one.alwaysLeft);
        await one.expectGone();
        for await (const { title, how } of refusedInTurn(one, waysOf, () => one.deprovision())) {
          const { result, error } = await endOf(() => one.deprovision());
          const before = effects(one);
          if (result) {
            // Tolerated: then the result says what could not be looked at.
            const reasons = result.left.map(({ reason }) => reason).join();
            if (result.left.length > one.alwaysLeft.length) expect(reasons, title).toContain(how);
            await one.expectGone(title, result.left);
            continue;
          }
          one.server.restart();
          if (!(error instanceof DeprovisionError)) {
            // Before the user was known there is no progress to tell: nothing was done.
            expect(before, title).toEqual([]);
            await one.deprovision();
            await one.expectGone(title);
            continue;
          }
          const { progress } = error;
          const stop = { stopped: expect.any(String), reason: expect.any(String) };
          expect(progress.left.at(-1), title).toMatchObject(stop);
          expect(error.message, title).toContain('resume: error.progress');
          // What took effect and was confirmed is noted.
          const open = tookEffect(how) || error.cause instanceof PartialFailureError ? 1 : 0;
          expect(progress.done.length, title).toBeGreaterThanOrEqual(Math.max(0, before.length - open));

          const resumed = await one.deprovision({ resume: JSON.parse(JSON.stringify(progress)) });
          expect(kinds(resumed), title).toEqual(one.alwaysLeft);
          await one.expectGone(title);
          const all = [...before, ...effects(one)];
          expect(all, title).toEqual([...new Set(all)]);
          for (const { what, id, action } of good.done) {
            if (tookEffect(how) && (action === 'deletion started' || action === 'deleted')) continue;
            expect(resumed.done, title).toContainEqual(expect.objectContaining({ what, id, action }));
          }
        }
      },
      EACH_MS,
    );

    it(
      'loses no progress when the caller aborts: what was done comes in a DeprovisionError, and going on finishes',
      async () => {
        for await (const { at, title } of callsOf(one, () => one.deprovision())) {
          if (!isThorough && at % 3 !== 0) continue;
          const controller = new AbortController();
          one.server.restart(at, () => controller.abort());
          const { error } = await endOf(() => one.deprovision({ signal: controller.signal }));
          const before = effects(one);
          one.server.restart();
          if (error instanceof DeprovisionError) {
            expect(causes(error), title).toContain(controller.signal.reason);
            await one.deprovision({ resume: error.progress as never });
          } else {
            expect(error, title).toBe(controller.signal.reason);
            expect(before, title).toEqual([]);
            await one.deprovision();
          }
          await one.expectGone(title);
        }
      },
      EACH_MS,
    );
  });

  describe.each(cases.map((one) => [one.name, one] as const))('a newcomer of %s', (_, one) => {
    it('is told of when any call fails: what exists, what failed, what was not tried', async () => {
      await one.begin();
      one.server.restart();
      await one.provision();
      await one.expectProvisioned();
      for await (const { title, how } of refusedInTurn(one, waysOf, () => one.provision())) {
        const error = await one.provision().then(
          () => undefined,
          (caught: unknown) => caught as Error & { outcome?: string },
        );
        const made = effects(one);
        if (error === undefined) await one.expectProvisioned(title);
        else if (error instanceof PartialFailureError) {
          const { created, done, failed } = error.results as ProvisionProgress<object>;
          expect(created, title).toMatchObject(one.newcomer);
          expect(JSON.stringify(created), title).not.toContain('P@ssw0rd');
          expect(failed, title).not.toBe('');
          expect(done.length, title).toBeLessThan(made.length);
          expect(error.outcome, title).toBe('unknown');
        } else {
          // Nothing is known to exist: nothing was made, or the error says that nobody knows.
          // A time limit comes as the platform's own error, which says it in words.
          if (made.length > 0 && how === 'hang')
            expect(error.message, title).toContain('It may or may not have taken effect');
          else if (made.length > 0) expect(error.outcome, title).toBe('unknown');
          expect(made.length, title).toBeLessThanOrEqual(tookEffect(how) ? 1 : 0);
        }
      }
    });
  });
}

/** Whether the vendor did what was asked although its answer never came. */
function tookEffect(how: Refusal): boolean {
  return how === 'cut after' || how === 'hang';
}

function kinds({ left }: DeprovisionResult): string[] {
  return left.map(({ what }) => what);
}

/** What took effect at the vendor since the last restart, as 'DELETE /path'. */
function effects(one: HalfWayCase): string[] {
  return one.server.calls
    .filter((call) => call.status !== undefined && call.status < 300 && !one.readsOnly(call))
    .map(({ method, path }: SeenCall) => `${method} ${path}`);
}

/** Every call of a good run; before each the state is at its beginning again. */
async function* callsOf(one: HalfWayCase, run: () => Promise<unknown>) {
  await one.begin();
  one.server.restart();
  await run();
  const good = [...one.server.calls];
  expect(good.length).toBeGreaterThan(1);
  for (const [at, { method, path }] of good.entries()) {
    await one.begin();
    yield { at, title: `call ${at}: ${method} ${path}` };
  }
}

async function* refusedInTurn(
  one: HalfWayCase,
  waysOf: (at: number) => readonly Refusal[],
  run: () => Promise<unknown>,
) {
  for await (const { at, title } of callsOf(one, run)) {
    for (const how of waysOf(at)) {
      await one.begin();
      one.server.restart(at, how);
      yield { how, title: `${how} at ${title}` };
    }
  }
}

async function endOf(
  run: () => Promise<DeprovisionResult>,
): Promise<{ result?: DeprovisionResult; error?: unknown }> {
  try {
    return { result: await run() };
  } catch (error) {
    return { error };
  }
}

function causes(error: unknown): unknown[] {
  return error instanceof Error ? [error, ...causes(error.cause)] : [error];
}
