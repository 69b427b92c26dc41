import type { ConsoleKind } from '../state/resources.js';

const MINUTE_MS = 60_000;

/**
 * What the deployed resource stores: the guide sends minutes, IBM milliseconds that are truncated to minutes. Neither
 * document says how one console could take both, so on one that has both resources a value below one minute of
 * milliseconds is read as the guide's minutes and answered as it was sent; from 60000 on it is IBM's.
 */
export function deployedTimeout(kind: ConsoleKind): (value: number | null) => number | null {
  return (value) => {
    if (value === null || kind === 'guide') return value;
    return kind === 'both' && value < MINUTE_MS ? value : truncateToMinutes(value);
  };
}

/** IBM: milliseconds, truncated to minutes; 0 never signs the user out. */
export function truncateToMinutes(milliseconds: number): number {
  return Math.floor(milliseconds / MINUTE_MS) * MINUTE_MS;
}

/** The staged resource knows milliseconds only. */
export function asMilliseconds(stored: number | null): number | null {
  return stored === null || stored >= MINUTE_MS ? stored : stored * MINUTE_MS;
}
