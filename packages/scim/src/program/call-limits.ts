/**
 * What one call to a system may take, with its retries and waits: less than a request to the bridge may, so that a
 * `Retry-After` of the system, or a turn by `pace`, that would come too late is told the client at once.
 */
export const CALL_LIMITS = { deadlineMs: 40_000 };
