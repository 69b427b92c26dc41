import { DeprovisionError, type DeprovisionResult } from '@rollcall/facade';
import { afterAll, describe, expect, it } from 'vitest';
import { openHalfWayCases } from '../support/half-way-cases.js';

/** Of these a vendor tells one who comes second that they are gone; IQ's memberships and tokens are taken off a list. */
const TOLD_APART = ['user', 'authorized service'];

const cases = await openHalfWayCases();
afterAll(() => {
  for (const { server } of cases) server.close();
});

describe.each(cases.map((one) => [one.name, one] as const))('two programs at once on %s', (_, one) => {
  it('bring in one person once: one has it done, the other is refused and has done nothing', async () => {
    await one.begin();
    one.server.restart();
    const ends = await Promise.allSettled([one.provision(), one.provision()]);
    const refused = ends.filter((end) => end.status === 'rejected').map(({ reason }) => reason);
    expect(refused).toEqual([expect.objectContaining({ name: 'HttpError', outcome: 'refused' })]);
    await one.expectProvisioned();
  });

  it('take one person out: each says out, or where it stopped, and goes on to the same end', async () => {
    await one.begin();
    one.server.restart();
    const ends = await Promise.allSettled([one.deprovision(), one.deprovision()]);
    expect(ends.some(({ status }) => status === 'fulfilled')).toBe(true);
    await one.expectGone();
    const claims: string[] = [];
    for (const end of ends) {
      const result = end.status === 'fulfilled' ? end.value : await goOn(end.reason);
      expect(result.left.map(({ what }) => what)).toEqual(one.alwaysLeft);
      for (const { what, id, action, because } of result.done)
        if (TOLD_APART.includes(what) && action !== 'confirmed absent' && !because)
          claims.push(`${action} ${id}`);
      const actions = result.done.filter(({ what }) => what === 'user').map(({ action }) => action);
      expect(actions.at(-1)).toMatch(/^(confirmed absent|disabled)$/);
    }
    // What the other program did is not claimed as one's own.
    if (one.name !== 'Qlik, disabled') expect(claims).toEqual([...new Set(claims)]);
  });

  function goOn(error: unknown): Promise<DeprovisionResult> {
    expect(error).toBeInstanceOf(DeprovisionError);
    const { progress } = error as DeprovisionError<never>;
    return one.deprovision({ resume: JSON.parse(JSON.stringify(progress)) });
  }
});
