import type { RoleGrant } from '../account.js';

/** A role as rules and changes name it: `Analyst`, or with its place, `Developer on organization Sandbox`. */
export function roleWords({ name, on }: Pick<RoleGrant, 'name' | 'on'>): string {
  return on === undefined ? name : `${name} on ${on}`;
}

/** The word for the container of all repositories. */
export const REPOSITORIES = 'repositories';

/** The role and the place in such words; `on` is undefined where they name no place. */
export function roleParts(words: string): { role: string; on: string | undefined } {
  const at = Math.max(
    ...['organization ', 'application ', REPOSITORIES].map((place) => words.lastIndexOf(` on ${place}`)),
  );
  return at < 0 ? { role: words, on: undefined } : { role: words.slice(0, at), on: words.slice(at + 4) };
}
