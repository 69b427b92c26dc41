import { inspect, isDeepStrictEqual } from 'node:util';
import { RollcallError } from '@rollcall/facade';
import { expectNoSecret } from '../../support/expect-no-secret.js';
import type { Vendor } from '../../support/vendors/index.js';
import { RECORDS, type Verb } from './honest.js';

/** What came of one call against a server of the suite. */
export interface Ending {
  readonly value?: unknown;
  readonly error?: unknown;
  readonly ms: number;
  readonly deadlineMs: number;
  /** How often the server did what was asked. */
  readonly effects: number;
  /** Whether the server did nothing wrong in all of it. */
  readonly honest: boolean;
  /** What the logger and `onRetry` were told. */
  readonly told: readonly unknown[];
}

/** A busy machine gives nobody its turn in time; what hangs, hangs for ever. */
const SLACK_MS = 4000;
const WRITES: ReadonlySet<Verb> = new Set(['create', 'update', 'remove']);

/** Which promises of the facade were broken; none is how it should be. */
export function brokenPromises(
  vendor: Vendor,
  verb: Verb,
  users: readonly object[],
  { value, error, ms, deadlineMs, effects, honest, told }: Ending,
): string[] {
  const broken: string[] = [];
  const repeatable = verb === 'update' && vendor.wire.putsUpdates;
  if (WRITES.has(verb) && !repeatable && effects > 1) broken.push(`${effects} effects of one call`);
  if (ms > deadlineMs + SLACK_MS) broken.push(`it took ${Math.round(ms)} ms`);
  if (showsSecret(error, vendor) || showsSecret(told, vendor)) broken.push('a secret is shown');

  if (error === undefined) {
    if (WRITES.has(verb) && effects === 0) broken.push('a success of what did not happen');
    if (verb === 'list' && !isDeepStrictEqual(value, users)) broken.push(`the list is ${inspect(value)}`);
    if (verb === 'get' && !isDeepStrictEqual({ ...(value as object) }, RECORDS[vendor.name]))
      broken.push(`the user is ${inspect(value)}`);
  } else {
    if (honest) broken.push('an error, though the server did nothing wrong');
    const ours = error instanceof RollcallError;
    if (!ours && !(error instanceof DOMException)) broken.push('no error of ours');
    const outcome = ours ? (error as { outcome?: unknown }).outcome : undefined;
    if (ours && outcome === undefined) broken.push('an error without an outcome');
    if (WRITES.has(verb) && effects > 0 && (outcome === 'not-sent' || outcome === 'refused'))
      broken.push(`'${outcome}', and it took effect`);
  }
  return broken;
}

function showsSecret(shown: unknown, { credential }: Vendor): boolean {
  try {
    expectNoSecret(shown, credential.hidden);
    return false;
  } catch {
    return true;
  }
}
