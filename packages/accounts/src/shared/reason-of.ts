/** What a failure says of itself, as a sentence that another may follow. */
export function reasonOf(failure: unknown): string {
  const text = failure instanceof Error ? failure.message : String(failure);
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
