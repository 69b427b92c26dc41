/** Thrown by an operation; the app turns it into the answer. */
export class IqError extends Error {
  override readonly name = 'IqError';
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** Undocumented: the field reports plain text, in English. */
export function textError(status: number, message: string, headers: Record<string, string> = {}): Response {
  return new Response(message, { status, headers: { 'content-type': 'text/plain', ...headers } });
}
