/**
 * An Error of this realm or another: Jest, for one, runs this code in a realm of its own, where what the platform throws is
 * no `instanceof Error`.
 */
export function isError(value: unknown): value is Error {
  return value instanceof Error || Object.prototype.toString.call(value) === '[object Error]';
}

/** What was thrown, in words. */
export function messageOf(thrown: unknown): string {
  return isError(thrown) ? thrown.message : String(thrown);
}
