/**
 * Runs a generator ahead of its consumer by up to `count` values. A failure is thrown where its value would have come,
 * and leaving the loop ends the generator.
 */
export async function* ahead<T>(
  source: AsyncGenerator<T, void, undefined>,
  count: number,
): AsyncGenerator<T, void, undefined> {
  const queue: Promise<IteratorResult<T, void>>[] = [];
  const pull = () => {
    const result = source.next(); // generators queue their calls, so order is kept
    result.catch(() => {}); // thrown to the consumer when its turn comes
    queue.push(result);
  };
  try {
    for (;;) {
      while (queue.length < count + 1) pull();
      const result = await (queue.shift() as Promise<IteratorResult<T, void>>);
      if (result.done) return;
      yield result.value;
    }
  } finally {
    // Not awaited: a page that is under way is cancelled by the walk's signal, not waited for.
    source.return().catch(() => {});
  }
}
