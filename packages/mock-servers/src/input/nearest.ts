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

/** Levenshtein's. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = (row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] as number) + 1, (next[j - 1] as number) + 1));
    }
    row = next;
  }
  return row[b.length] as number;
}
