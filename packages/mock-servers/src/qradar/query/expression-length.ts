/** Of `filter`, `sort` and `fields`: longer than anyone writes, short enough to be read at once. The figure is ours. */
export const maxExpressionLength = 100_000;
