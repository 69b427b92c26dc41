/** `; did you mean listUsers?` when one of the names is near enough to be what was meant, else nothing. */
export function suggestion(given: string, known: readonly string[]): string {
  const [best] = known
    .map((name) => ({ name, distance: distance(given.toLowerCase(), name.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance);
  const isPart = (name: string) => given.length >= 3 && name.toLowerCase().startsWith(given.toLowerCase());
  const part = known.find(isPart);
  const nearest = best !== undefined && best.distance <= Math.max(1, given.length / 2) ? best.name : part;
  return nearest === undefined ? '' : `; did you mean ${nearest}?`;
}

/**
 * @throws RangeError `iq has no operation listUser; did you mean listUsers?` and, where nothing is near, all that there
 * is.
 */
export function refuseUnknown(given: string, known: readonly string[], what: string): void {
  if (known.includes(given)) return;
  const hint = suggestion(given.slice(0, 100), known);
  throw new RangeError(
    `${what} ${given}${hint || `; there ${known.length === 1 ? 'is' : 'are'} ${known.join(', ')}`}`,
  );
}

/** Letters that are missing, too many, another, or swapped with their neighbour (optimal string alignment). */
function distance(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = (row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swapped = isSwapped ? (before[j - 2] as number) + 1 : Number.POSITIVE_INFINITY;
      next.push(Math.min(replaced, swapped, (row[j] as number) + 1, (next[j - 1] as number) + 1));
    }
    before = row;
    row = next;
  }
  return row[b.length] as number;
}
