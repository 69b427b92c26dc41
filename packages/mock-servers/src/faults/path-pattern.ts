/** What a path is compared with: a `RegExp`, or anything else that searches a text. */
export interface PathPattern {
  /** As it was written. */
  readonly source: string;
  /** Where in the text it is found first, -1 when it is not. */
  [Symbol.search](text: string): number;
}

/** Enough for any path, and so few that the longest path takes a moment at most. */
const MAX_LENGTH = 200;

/**
 * A pattern from outside, in RE2's syntax: JavaScript's own expressions can take for ever, and with them one request
 * would stop the whole mock. Loaded when the first one is asked for.
 * @throws RangeError for what is no such pattern.
 */
export async function linearPattern(source: string): Promise<PathPattern> {
  if (source.length > MAX_LENGTH) {
    throw new RangeError(`pathPattern has ${source.length} characters; ${MAX_LENGTH} are allowed`);
  }
  const { RE2JS } = await import('re2js');
  try {
    const pattern = RE2JS.compile(source);
    return {
      source,
      [Symbol.search](text) {
        const matcher = pattern.matcher(text);
        return matcher.find() ? matcher.start() : -1;
      },
    };
  } catch (error) {
    throw new RangeError(
      `pathPattern is no regular expression of RE2, which has no lookaround and no back references: ${(error as Error).message}`,
    );
  }
}
