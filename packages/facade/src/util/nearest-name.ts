/** The known name that is most like this one, in any case of letters; undefined when none is much like it. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  const wanted = name.toLowerCase().slice(0, 60);
  let best: string | undefined;
  let least = Math.max(3, wanted.length / 2) + 0.5;
  for (const each of known) {
    const other = each.toLowerCase();
    // A part of a name, such as `timeout` for `timeoutMs`, is meant more surely than another word of its length.
    const distance = edits(wanted, other) - (other.startsWith(wanted) || wanted.startsWith(other) ? 1 : 0);
    if (distance < least) {
      best = each;
      least = distance;
    }
  }
  return best;
}

/** Levenshtein's distance: letters to add, take away or replace. */
function edits(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, at) => at);
  for (let i = 1; i <= from.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= to.length; j += 1) {
      const swap = (row[j - 1] as number) + (from[i - 1] === to[j - 1] ? 0 : 1);
      next.push(Math.min(swap, (row[j] as number) + 1, (next[j - 1] as number) + 1));
    }
    row = next;
  }
  return row[to.length] as number;
}
