import type { ResourceType } from './schema/definition.js';

/** Letters to change, add or drop at most, for a name to count as a misspelling of another. */
const NEAR = 2;

/** ", did you mean …?" for a name that is nearly an attribute's, else nothing. */
export function didYouMean(type: ResourceType, written: string): string {
  const name = written.toLowerCase().slice(0, 64);
  const attributes = [type.schema, ...type.extensions].flatMap((schema) => schema.attributes);
  const near = attributes.find((each) => distance(each.name.toLowerCase(), name) <= NEAR);
  return near ? ` Did you mean ${near.name}?` : '';
}

function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const cost = one[i - 1] === other[j - 1] ? 0 : 1;
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + cost));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}
