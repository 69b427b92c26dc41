import { InvalidInputError } from '../errors.js';
import { concurrencyPacer, type Pacer } from '../http/layers/pace.js';
import { checkOptions, type Rule, type Rules } from '../util/check-options.js';
import type { Clock } from '../util/clock.js';
import { bothPacers } from './both.js';
import { memoryStore } from './memory-store.js';
import type { PaceStore } from './store.js';
import { type RateTier, tierPacer } from './tier-pacer.js';

/** How a client keeps under a vendor's rate tiers. */
export interface PaceOptions<Tier extends string = string> {
  /** Where requests are counted. Default: in this process. Workers that share a tenant share a store. */
  readonly store?: PaceStore;
  /** Part of each tier that is used, above 0 up to 1; the rest is for requests under way and for others. Default 0.95. */
  readonly share?: number;
  /**
   * Budgets of your tenant, where they differ from the documented ones. What the server's headers say takes precedence.
   */
  readonly tiers?: Readonly<Partial<Record<Tier, RateTier>>>;
}

/** What a vendor documents: its tiers, and the time over which it counts. */
export interface RateFacts {
  readonly tiers: Readonly<Record<string, RateTier>>;
  readonly windowMs: number;
}

const paceRules: Rules<PaceOptions> = {
  store: (value) =>
    typeof (value as PaceStore | null)?.take === 'function' ? undefined : 'a store, such as flexibleStore(…)',
  share: (value) =>
    typeof value === 'number' && value > 0 && value <= 1 ? undefined : 'a number above 0 and at most 1',
  tiers: (value) => (value !== null && typeof value === 'object' ? undefined : 'an object of tiers'),
};

const aboveNone: Rule = (value) =>
  Number.isFinite(value) && (value as number) > 0 ? undefined : 'a number above 0';
const tierRules: Rules<RateTier> = { requests: aboveNone, perSeconds: aboveNone };

/** Undefined when neither `pace` nor `maxInFlight` asks for one. */
export function pacerOf(
  pace: boolean | PaceOptions | undefined,
  facts: RateFacts,
  { maxInFlight, clock }: { maxInFlight?: number | undefined; clock: Clock },
): Pacer | undefined {
  const slots = maxInFlight === undefined ? undefined : concurrencyPacer(maxInFlight);
  if (!pace) return slots;
  if (pace !== true) checkOptions('pace', pace, paceRules, 'pace.');
  const { store, share = 0.95, tiers = {} } = pace === true ? {} : pace;
  const all: Record<string, RateTier> = { ...facts.tiers };
  for (const [name, tier] of Object.entries(tiers)) {
    if (!Object.hasOwn(facts.tiers, name)) {
      throw new InvalidInputError(
        `pace.tiers names no tier '${name}'; there are: ${Object.keys(facts.tiers).join(', ')}`,
      );
    }
    if (tier === undefined) continue;
    const path = `pace.tiers['${name}']`;
    checkOptions(path, tier, tierRules, `${path}.`);
    const { requests, perSeconds } = tier;
    if (requests === undefined || perSeconds === undefined) {
      throw new InvalidInputError(`${path} needs both requests and perSeconds`);
    }
    all[name] = { requests, perSeconds };
  }
  const counts = store ?? memoryStore(() => clock.now());
  return bothPacers(slots, tierPacer({ tiers: all, windowMs: facts.windowMs, share, store: counts, clock }));
}
