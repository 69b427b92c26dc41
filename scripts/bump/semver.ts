import type { Impact } from './change.ts';

export type Bump = 'major' | 'minor' | 'patch';

/**
 * Which part of a version an impact raises. Before 1.0 it is one part further right: `^0.3.0` takes 0.3.1 and not 0.4.0,
 * so that a minor version is where a break belongs, and users get what is new by a plain update.
 */
export function bumpFor(version: string, impact: Impact): Bump {
  const stable = !version.startsWith('0.');
  if (impact === 'breaking') return stable ? 'major' : 'minor';
  if (impact === 'feature') return stable ? 'minor' : 'patch';
  return 'patch';
}
