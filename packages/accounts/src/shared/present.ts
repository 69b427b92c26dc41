/** Leaves out what is null, undefined or an empty text: a vendor's way to say that there is nothing. */
export function present<Fields extends Record<string, unknown>>(
  fields: Fields,
): { [Key in keyof Fields]?: Exclude<Fields[Key], null | undefined> } {
  const kept = Object.entries(fields).filter(
    ([, value]) => value !== undefined && value !== null && value !== '',
  );
  return Object.fromEntries(kept) as { [Key in keyof Fields]?: Exclude<Fields[Key], null | undefined> };
}

/** ISO 8601 for milliseconds since 1970. */
export function isoTime(ms: number | null | undefined): string | undefined {
  return typeof ms === 'number' && ms > 0 ? new Date(ms).toISOString() : undefined;
}
