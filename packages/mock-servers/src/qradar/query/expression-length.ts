/** Of `filter`, `sort` and `fields`: longer than anyone writes, short enough to be read at once. The figure is ours. */
export const MAX_EXPRESSION_LENGTH = 100_000;
