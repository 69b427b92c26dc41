/** Something that the user can put right: one sentence what is wrong, and what to do. Never shown with a stack. */
export class Problem extends Error {
  override name = 'Problem';
}

/** The text of anything thrown, for one line. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
