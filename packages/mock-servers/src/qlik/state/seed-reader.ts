import { refuseUnknown } from '../../input/nearest.js';

/** These throw an Error that says where in the seed something is wrong. */
export function record(value: unknown, where: string): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return value as Record<string, unknown>;
  throw bad(where, 'must be an object');
}

/** An empty one for what is left out. */
export function list(value: unknown, where: string): readonly unknown[] {
  if (value === undefined) return [];
  if (Array.isArray(value)) return value;
  throw bad(where, 'must be an array');
}

export function text(entry: Record<string, unknown>, name: string, where: string): string | undefined {
  const value = entry[name];
  if (value === undefined || typeof value === 'string') return value;
  throw bad(where, `${name} must be a string`);
}

export function refuseOthers(entry: Record<string, unknown>, known: readonly string[], where: string): void {
  for (const name of Object.keys(entry)) refuseUnknown(name, known, `Qlik seed: ${where} has no member`);
}

export function bad(where: string, problem: string): Error {
  return new Error(`Qlik seed: ${where}: ${problem}.`);
}
